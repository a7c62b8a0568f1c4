// A drawing that a page shows as a picture is put into the page: it then follows the theme of the site, its words can be
// selected, and its links lead to pages of the site.

import { visit } from './visit.js';
import { readDrawing } from '../docs.js';
import { targetOf } from '../addresses.js';
import { siteLink } from './links.js';

export default function drawings({ path }) {
  return (tree) => visit(tree, 'paragraph', (node, index, parent) => {
    const image = node.children.length === 1 && node.children[0].type === 'link' && node.children[0].children[0];
    if (image?.type !== 'image' || !image.url.endsWith('.svg')) return;
    parent.children[index] = { type: 'html', value: `<div class="drawing" tabindex="0" role="group" aria-labelledby="drawing-title">${drawing(image.url, path)}</div>` };
  });
}

/** The drawing without a style of its own, which would hold for the whole page. Its links make it more than a picture. */
function drawing(url, path) {
  return readDrawing(targetOf(url, path))
    .replace(/<style>[\s\S]*?<\/style>\n?/, '')
    .replace(/<!--[\s\S]*?-->\n?/, '')
    .replace('role="img" aria-labelledby="title desc"', 'role="group" aria-labelledby="drawing-title" aria-describedby="drawing-desc"')
    .replace(/ width="(\d+)"/, ' width="$1" style="--width: $1px"')
    .replace('<title id="title">', '<title id="drawing-title">')
    .replace('<desc id="desc">', '<desc id="drawing-desc">')
    .replace(/<a href="([^"]*)">/g, (_, href) => `<a href="${siteLink(href, path)}">`);
}
