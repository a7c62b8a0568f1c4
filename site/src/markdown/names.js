// Long names may break between their words, and nowhere else.

import { escapeHtml } from './text.js';
import { visit } from './visit.js';

export default function names({ large = false } = {}) {
  return (tree) => visit(tree, 'inlineCode', (node, index, parent) => {
    const most = large || parent.type === 'heading' ? narrow : wide;
    parent.children[index] = { type: 'html', value: `<code${isWhole(node.value, most) ? ' class="whole"' : ''}>${breakable(node.value, most)}</code>` };
  });
}

const seams = /(?<=[a-z0-9])(?=[A-Z])|(?<=[_./:{},?&=-])(?=[A-Za-z0-9{])/g;
const pathSeams = /(?<=[/?&=])(?=[^/])/g;

/** How long a name may be that fits into a line of its own on a phone: of text, and of a heading or a list beside the page. */
const wide = 30;
const narrow = 20;

/** Whether a name fits into a line, although a browser would end one behind a hyphen in it. */
const isWhole = (name, most) => name.length <= most && /^[^ ]*-[^ ]*$/.test(name);

/** The parts of a name that a line may end behind. */
export const partsOf = (name, most = narrow) => (name.length <= most ? [name] : name.split(name.includes('/') ? pathSeams : seams));

/** A name as HTML that says where it may break. */
export const breakable = (name, most = narrow) => partsOf(name, most).map(escapeHtml).join('<wbr>');
