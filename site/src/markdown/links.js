// Links between pages of docs/ become links between pages of the site. They stay relative, so that the site works in
// whatever folder it is published.

import { posix } from 'node:path';
import { visit } from './visit.js';
import { addressOf, splitPage, targetOf } from '../addresses.js';

const scheme = /^[a-z][a-z0-9+.-]*:/i;

export default function links({ path }) {
  return (tree) => visit(tree, 'link', (node) => void (node.url = siteLink(node.url, path)));
}

/** The link on the site for a link on a page of docs/, both relative to where they stand. */
export function siteLink(url, from) {
  if (scheme.test(url) || url.startsWith('#')) return url;
  const [link, fragment] = url.split('#');
  const target = targetOf(link, from);
  if (!target?.endsWith('.md')) return url;
  return relative(folderOf(from), folderOf(target)) + (fragment ? `#${fragment}` : '');
}

/** The address of a page, from the root of the site: 'ja/messages/dial-number'. */
function folderOf(path) {
  const { tag, page } = splitPage(path);
  return `${tag}/${addressOf(page)}`;
}

function relative(from, to) {
  const way = posix.relative(from, to);
  return way === '' ? './' : `${way}/`;
}
