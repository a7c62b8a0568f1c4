// The head of a page: Starlight's, without what it claims of translations that there are not.

import { translationsOf } from './docs.js';
import { sourceTag, tags } from './repository.js';
import { attributesOf } from './markdown/text.js';

/**
 * The links of a page's head, without those that claim a translation where there is none.
 *
 * @param head - Starlight's list
 * @param page - below the folder of the locale, or undefined for a page of the site's own
 */
export function headFor(head, page, tag) {
  if (!page) return head;
  const translations = translationsOf(page);
  const own = translations.includes(tag);
  return head.flatMap((entry) => {
    const { rel, hreflang } = entry.attrs ?? {};
    if (rel === 'alternate' && tags.includes(hreflang)) return own && translations.includes(hreflang) ? [entry] : [];
    if (rel === 'alternate' && hreflang === 'x-default') return own ? [entry] : [];
    if (rel === 'canonical' && !own) return [{ ...entry, attrs: { ...entry.attrs, href: entry.attrs.href.replace(`/${tag}/`, `/${sourceTag}/`) } }];
    return [entry];
  });
}

/** An entry of a head as HTML. Its content is HTML already. */
export function writeTag({ tag, attrs = {}, content = '' }) {
  return `<${tag}${attributesOf(attrs)}>${isVoid.has(tag) ? '' : `${content}</${tag}>`}`;
}

const isVoid = new Set(['base', 'link', 'meta']);
