// The side bar as HTML: all sections, and of the one that the page is in the groups by tag with their pages. The list of a
// section is the same on all of its pages but for the mark of the current one, so it is written once and marked.

import { contentsOf, entryOf, isName } from './docs.js';
import { once } from './once.js';
import { hrefOf } from './navigation.js';
import { breakable } from './markdown/names.js';
import { escapeHtml } from './markdown/text.js';
import { wordsOf } from './words.js';

/** The side bar of a page, or of a page of the site's own when there is none. */
export function sidebarFor(tag, page) {
  const { section, group } = (page && entryOf(tag, page)) ?? {};
  const list = listOf(`${tag} ${section?.page}`);
  if (!page) return list;
  const href = `href="${hrefOf(tag, page)}"`;
  return list.replace(`<details data-group="${group?.id}">`, '<details open>').replace(href, `${href} aria-current="page"`);
}

const listOf = once('side bars', (key) => {
  const [tag, open] = key.split(' ');
  const reference = item(tag, { page: 'README.md', title: wordsOf(tag).front.reference });
  const sections = contentsOf(tag).sections.map((section) => item(tag, section, section.page === open ? pagesOf(tag, section) : ''));
  return `<ul class="contents">${reference}${sections.join('')}</ul>`;
});

const pagesOf = (tag, { groups = [] }) => (groups.length > 0 ? `<ul>${groups.map((group) => groupItem(tag, group)).join('')}</ul>` : '');

/** The pages without a tag stand in the section itself. */
function groupItem(tag, { id, title, lang, pages }) {
  const items = pages.map((page) => item(tag, page)).join('');
  if (!title) return items;
  return `<li><details data-group="${escapeHtml(id)}"><summary${language(lang)}>${escapeHtml(title)}</summary><ul>${items}</ul></details></li>`;
}

const item = (tag, { page, title, lang, path }, inside = '') =>
  `<li><a href="${hrefOf(tag, page)}"${language(lang)}${isName(path) ? ` class="name">${breakable(title)}` : `>${escapeHtml(title)}`}</a>${inside}</li>`;

const language = (lang) => (lang ? ` lang="${lang}"` : '');
