// The adapter between the portable markdown of docs/ and the site: remark plugins, one for each thing that the site shows
// in another way. Text that is not translated carries its language in the markdown already, as <div lang> and <span lang>,
// which are HTML and go through as they are.

import { unified } from 'unified';
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
import breaks from './breaks.js';
import names from './names.js';
import { inLine, toHtml } from './html.js';

const parser = unified().use(nativeParser);

const plugins = [frame, anchors, alerts, samples, tables, drawings, links, code, breaks, names];

/**
 * Turns a page into HTML.
 *
 * @param body - the markdown below the front matter
 * @param path - of the page below docs/
 * @returns html, headings for the table of contents, and the HTML of heading, crumbs and notice, where there are any
 */
export function renderPage(body, path) {
  const { tree, headings, heading, crumbs, notice } = adapted(body, path);
  const inline = (children) => children && inLine(linked({ type: 'root', children }, path));
  return { html: toHtml(tree), headings, heading: inline(heading), crumbs: inline(crumbs), notice: inline(notice) };
}

/** The tree of a page as it is shown, and what was taken off it, as trees. */
export function adapted(body, path) {
  const file = { data: {} };
  const options = { path, tags, words: wordsOf(splitPage(path).tag) };
  return { tree: unified().use(plugins.map((plugin) => [plugin, options])).runSync(parser.parse(body), file), ...file.data };
}

/** What was taken off a page has links and names as well. */
const linked = (tree, path) => unified().use(links, { path }).use(breaks, { path }).use(names, { large: true }).runSync(tree);
