// What leads from page to page: the items of the side bar, the head's links to other languages.

import { addressOf } from './addresses.js';
import { contentsOf, pagesOf, translationsOf } from './docs.js';
import { base, sourceTag, tags } from './repository.js';

/** The address of a page on the site. */
export const hrefOf = (tag, page) => `${base}/${tag}/${addressOf(page)}/`;

/** The pages in one row, for "previous" and "next". Starlight puts the locale before each link. */
export function pageRow() {
  return [{ page: 'README.md', title: 'reference' }, ...pagesOf(sourceTag)].map(({ page, title }) => ({
    label: title,
    link: `/${addressOf(page)}/`,
    translations: Object.fromEntries(tags.map((tag) => [tag, titleIn(tag, page)])),
  }));
}

const titleIn = (tag, page) => pagesOf(tag).find((entry) => entry.page === page)?.title ?? contentsOf(tag).title;

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
