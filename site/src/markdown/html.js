// Writes a tree of markdown as HTML, as remark-rehype and rehype-stringify do together. Those build a second tree on the way, and
// take longer than parsing and adapting. A test compares the two over docs/.

import { attributesOf, escapeHtml } from './text.js';

/** The HTML of a tree. A node may ask for another element, and for attributes, in its data: {hName, hProperties}. */
export const toHtml = ({ children }) => lines(children);

/** The HTML of a tree that stands in a line. */
export const inLine = ({ children }) => all(children);

/** A kind of node is [element, own attributes, inside]. What is inside is written in one go, unless said otherwise. */
const kinds = {
  paragraph: () => ['p'],
  heading: ({ depth }) => [`h${depth}`],
  strong: () => ['strong'],
  emphasis: () => ['em'],
  delete: () => ['del'],
  link: ({ url, title }) => ['a', { href: encoded(url), title }],
  blockquote: ({ children }) => ['blockquote', {}, framed(lines(children))],
  list: (list) => [list.ordered ? 'ol' : 'ul', { start: list.start > 1 || list.start === 0 ? list.start : undefined }, framed(items(list))],
  table: ({ children: [head, ...body], align }) => ['table', {}, framed(part('thead', [head], align) + (body.length > 0 ? `\n${part('tbody', body, align)}` : ''))],
};

/** Nodes without an element, or with one that holds nothing. */
const leaves = {
  text: ({ value }) => escapeHtml(value.replace(/[ \t]*(\n)[ \t]*/g, '$1')),
  html: ({ value }) => value,
  break: () => '<br>\n',
  thematicBreak: () => '<hr>',
  image: ({ url, alt, title }) => `<img${attributesOf({ src: encoded(url), alt: alt ?? '', title })}>`,
};

function write(node) {
  if (leaves[node.type]) return leaves[node.type](node);
  if (!kinds[node.type]) throw new Error(`The site cannot show markdown of the kind ${node.type} yet: add it to src/markdown/html.js.`);
  const [name, own, inside = all(node.children)] = kinds[node.type](node);
  return element(name, own, node.data, inside);
}

const all = (nodes) => nodes.map(write).join('');
const lines = (nodes) => nodes.map(write).join('\n');
const framed = (inside) => `\n${inside}\n`;

function element(name, own, { hName = name, hProperties } = {}, inside) {
  return `<${hName}${attributesOf({ ...own, ...hProperties })}>${inside}</${hName}>`;
}

function items(list) {
  const isLoose = list.children.some(({ spread }) => spread);
  return list.children.map((item) => element('li', {}, item.data, insideItem(item.children, isLoose))).join('\n');
}

/** In a tight list a paragraph is its text alone, on the line that it begins on. */
function insideItem(nodes, isLoose) {
  const isText = (node) => !isLoose && node.type === 'paragraph' && !node.data;
  const written = nodes.map((node, at) => (isText(node) ? (at > 0 ? '\n' : '') + all(node.children) : `\n${write(node)}`)).join('');
  return nodes.length > 0 && !isText(nodes.at(-1)) ? `${written}\n` : written;
}

function part(name, rows, align) {
  const cell = name === 'thead' ? 'th' : 'td';
  const write = ({ children, data }) => element('tr', {}, data, framed(children.map((node, at) => element(cell, { align: align[at] }, node.data, all(node.children))).join('\n')));
  return element(name, {}, {}, framed(rows.map(write).join('\n')));
}

/** An address with what may not stand in one written as %XX. What is written so already stays. */
function encoded(url) {
  return plain.test(url) ? url : url.replace(/%[0-9A-Za-z]{2}|[!#$&-;=?-Z_a-z~]|(.)/gsu, (character, other) => (other ? encodeURIComponent(other) : character));
}

const plain = /^[!#$&-;=?-Z_a-z~]*$/;
