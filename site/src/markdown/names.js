// Long names may break between their words, and nowhere else.

import { escapeHtml } from './text.js';
import { visit } from './visit.js';

export default function names() {
  return (tree) => visit(tree, 'inlineCode', (node, index, parent) => {
    parent.children[index] = { type: 'html', value: `<code>${breakable(node.value)}</code>` };
  });
}

const seams = /(?<=[a-z0-9])(?=[A-Z])|(?<=[_./:{},?&=-])(?=[A-Za-z0-9{])/g;

/** A name as HTML that says where it may break. A short one need not. */
export const breakable = (name) => (name.length < 12 ? [name] : name.split(seams)).map(escapeHtml).join('<wbr>');
