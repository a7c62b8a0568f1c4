// The changes of the protocol as a feed, an item for each version. RSS, because the versions have no dates and RSS asks for none.

import { contentsOf } from '../../docs.js';
import { versionsOf } from '../../versions.js';
import { home, tags } from '../../repository.js';
import { escapeHtml } from '../../markdown/text.js';
import { fill, wordsOf } from '../../words.js';

export const getStaticPaths = () => tags.map((locale) => ({ params: { locale } }));

export function GET({ params: { locale } }) {
  const page = new URL(`${locale}/changes/`, home).href;
  const protocol = contentsOf(locale).title;
  const items = versionsOf(locale).map(({ version, anchor, html }) => `  <item>
    <title>${escapeHtml(`${protocol} ${version}`)}</title>
    <link>${page}#${encodeURIComponent(anchor)}</link>
    <guid>${page}#${encodeURIComponent(anchor)}</guid>
    <description>${escapeHtml(absolute(html, page))}</description>
  </item>`);
  return new Response(`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
  <title>${escapeHtml(fill(wordsOf(locale).feedTitle, { protocol }))}</title>
  <link>${page}</link>
  <atom:link rel="self" type="application/rss+xml" href="${new URL(`${locale}/changes.xml`, home).href}"/>
  <description>${escapeHtml(wordsOf(locale).front.lead)}</description>
  <language>${locale}</language>
${items.join('\n')}
</channel></rss>
`, { headers: { 'content-type': 'application/rss+xml' } });
}

/** A feed is read elsewhere, so its links say where they lead. */
const absolute = (html, page) => html.replace(/href="([^"]*)"/g, (_, href) => `href="${new URL(href, page)}"`);
