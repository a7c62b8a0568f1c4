// The sitemap says the same of translations as the heads of the pages do.

import sitemap from '@astrojs/sitemap';
import { pageAt, translationsOf } from './docs.js';
import { home, sourceTag, tags } from './repository.js';

export default function siteMap() {
  return sitemap({
    filter: (url) => !isUntranslated(url),
    serialize: (item) => ({ ...item, links: linksOf(item) }),
  });
}

/** The same page in the languages that it is translated to, and for everybody else. */
function linksOf({ url }) {
  const { tag, page, address } = placeOf(url);
  const languages = page ? translationsOf(page) : tags;
  const at = (language, code) => ({ lang: code, url: new URL(`${language}/${address}`, home).href });
  const links = languages.map((language) => at(language, language));
  if (!tag) return [...links, { lang: 'x-default', url: home.href }];
  return [...links, at(sourceTag, 'x-default')];
}

function isUntranslated(url) {
  const { tag, page } = placeOf(url);
  return page && !translationsOf(page).includes(tag);
}

/** Which page an address is: its locale, unless it is above all of them, and its file in docs/, unless the site made it. */
function placeOf(url) {
  const path = url.slice(home.href.length);
  const tag = tags.find((known) => path.startsWith(`${known}/`));
  const address = tag ? path.slice(tag.length + 1) : path;
  return { tag, address, page: tag && pageAt(tag, address.replace(/\/$/, '')) };
}
