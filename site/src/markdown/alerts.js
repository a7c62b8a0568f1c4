// `> [!NOTE]` becomes a callout, with the title in the language of the page.

import { visit } from './visit.js';

const mark = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\n?/;
const kinds = { NOTE: 'note', TIP: 'tip', IMPORTANT: 'tip', WARNING: 'caution', CAUTION: 'danger' };

const element = (hName, hProperties, children) => ({ type: 'paragraph', data: { hName, hProperties }, children });

export default function alerts({ words }) {
  return (tree) => {
    visit(tree, 'blockquote', (node, index, parent) => {
      const kind = takeMark(node);
      if (!kind) return;
      const title = words.alerts[kind];
      parent.children[index] = element('aside', { class: `starlight-aside starlight-aside--${kind}`, 'aria-label': title }, [
        element('p', { class: 'starlight-aside__title', 'aria-hidden': 'true' }, [{ type: 'text', value: title }]),
        element('div', { class: 'starlight-aside__content' }, node.children),
      ]);
    });
  };
}

/** Removes the mark that a quotation begins with, and gives the kind of callout, or undefined for a quotation. */
function takeMark(quote) {
  const [paragraph] = quote.children;
  const [text] = paragraph?.type === 'paragraph' ? paragraph.children : [];
  const found = text?.type === 'text' && mark.exec(text.value);
  if (!found) return undefined;
  text.value = text.value.slice(found[0].length);
  if (text.value === '') paragraph.children.shift();
  if (paragraph.children.length === 0) quote.children.shift();
  return kinds[found[1]];
}
