// The adapter between the portable markdown of docs/ and the site: remark plugins, one for each thing that the site shows
// in another way. Text that is not translated carries its language in the markdown already, as <div lang> and <span lang>,
// which are HTML and go through as they are.

import { unified } from 'unified';
import remarkRehype from 'remark-rehype';
import rehypeStringify from 'rehype-stringify';
import { wordsOf } from '../words.js';
import { tags } from '../repository.js';
import { splitPage } from '../addresses.js';
import nativeParser from './parser.js';
import frame from './frame.js';
import anchors from './anchors.js';
import alerts from './alerts.js';
import samples from './samples.js';
import tables from './tables.js';
import drawings from './drawings.js';
import links from './links.js';
import code from './code.js';
import names from './names.js';

const parser = unified().use(nativeParser);
const writer = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeStringify, { allowDangerousHtml: true });

/** The adapter for one page, a path below docs/. */
const adapterFor = (options) =>
  unified().use([frame, anchors, alerts, samples, tables, drawings, links, code, names].map((plugin) => [plugin, options]));

/**
 * Turns a page into HTML.
 *
 * @param body - the markdown below the front matter
 * @param path - of the page below docs/
 * @returns html, headings for the table of contents, and the HTML of heading, crumbs and notice, where there are any
 */
export function renderPage(body, path) {
  const { tag } = splitPage(path);
  const file = { data: {} };
  const tree = adapterFor({ path, tags, words: wordsOf(tag) }).runSync(parser.parse(body), file);
  const inline = (children) => children && toHtml(linked({ type: 'root', children }, path));
  const { headings, heading, crumbs, notice } = file.data;
  return { html: toHtml(tree), headings, heading: inline(heading), crumbs: inline(crumbs), notice: inline(notice) };
}

const toHtml = (tree) => writer.stringify(writer.runSync(tree));

/** What was taken off a page has links and names as well. */
const linked = (tree, path) => unified().use(links, { path }).use(names).runSync(tree);
