// What leads from page to page.

import { addressOf } from './addresses.js';
import { contentsOf, pagesOf } from './docs.js';
import { once } from './once.js';
import { base } from './repository.js';

/** The address of a page on the site. */
export const hrefOf = (tag, page) => `${base}/${tag}/${addressOf(page)}/`;

/** What stands before and after a page in the side bar. Starlight could tell, and would copy the whole bar for each page. */
export function neighboursOf(tag, page) {
  const row = rowOf(tag);
  const at = row.findIndex((entry) => entry.page === page);
  return { prev: linkTo(tag, row[at - 1]), next: linkTo(tag, row[at + 1]) };
}

const rowOf = once('row', (tag) => [{ page: 'README.md', title: contentsOf(tag).title }, ...pagesOf(tag)]);

const linkTo = (tag, entry) => (entry ? { link: hrefOf(tag, entry.page), label: entry.title } : false);
