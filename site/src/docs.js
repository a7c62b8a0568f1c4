// Reads docs/ as callinggen wrote it: the pages, and the contents of each locale.

import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { docsFolder, tags } from './repository.js';
import { addressOf } from './addresses.js';
import { once } from './once.js';

/** What a side bar shows of a locale: {title, sections: [{page, title, path, groups: [{title, pages}]}]}. */
export const contentsOf = once('contents', (tag) => JSON.parse(readFileSync(join(docsFolder, tag, 'contents.json'), 'utf8')));

/** The pages of a locale in the order of its contents, each with its section. */
export const pagesOf = once('pages', (tag) =>
  contentsOf(tag).sections.flatMap((section) => [
    { ...section, section },
    ...(section.groups ?? []).flatMap((group) => group.pages.map((page) => ({ ...page, section, group }))),
  ]),
);

const entries = once('entries', (tag) => new Map(pagesOf(tag).map((entry) => [entry.page, entry])));

/** The entry of a page in the contents of its locale, or undefined for the first page. */
export const entryOf = (tag, page) => entries(tag).get(page);

/** The markdown files of a locale, as paths below its folder. */
export const filesOf = once('files', (tag) =>
  readdirSync(join(docsFolder, tag), { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.md'))
    .sort(),
);

/** The front matter and the text of a page. */
export const readPage = once('page', (path) => {
  const file = readFileSync(join(docsFolder, path), 'utf8');
  const [, matter, body] = file.match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/) ?? [];
  if (matter === undefined) throw new Error(`${path} has no front matter; write it with callinggen generate.`);
  return { data: Object.fromEntries(matter.split('\n').filter((line) => !line.startsWith('#')).map(field)), body };
});

/** A line of the front matter, which callinggen writes as `name: "JSON string"`. */
function field(line) {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), JSON.parse(line.slice(colon + 2))];
}

/** The drawing of a flow, beside its page. */
export const readDrawing = (path) => readFileSync(join(docsFolder, path), 'utf8');

const fallback = /<(span|div) lang="[^"]*">([\s\S]*?)<\/\1>/g;

/**
 * The share of a page's prose that is not in the language of the page, from 0 to 1. Code is the same in every language and
 * does not count.
 */
export const shareUntranslated = once('share', (path) => {
  const { body } = readPage(path);
  if (body.search(fallback) < 0) return 0;
  const prose = body.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`]*`/g, '').replace(/\]\([^)]*\)/g, ']');
  const length = (text) => text.replace(/<[^>]*>/g, '').replace(/[\s|[\]*#>-]/g, '').length;
  let foreign = 0;
  for (const [, , text] of prose.matchAll(fallback)) foreign += length(text);
  return foreign / Math.max(1, length(prose));
});

/** The locales in which a page is a translation: those in which most of it is not in another language. */
export const translationsOf = once('translations', (page) => tags.filter((tag) => filesOf(tag).includes(page) && shareUntranslated(`${tag}/${page}`) <= 0.5));

const pageByAddress = once('addresses', (tag) => new Map(filesOf(tag).map((page) => [addressOf(page), page])));

/** The page that has an address below the folder of a locale, or undefined for a page of the site's own. */
export const pageAt = (tag, address) => pageByAddress(tag).get(address);

/** Whether the page of an element is named by its identifier: every other one is named by words. */
export const isName = (path) => /^(messages|types|http\.endpoints)\../.test(path ?? '');
