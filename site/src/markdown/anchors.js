// `## <a id="send"></a>Send it` becomes a heading whose own id is the anchor, with a link to itself. The anchors are the same
// in every language.

import { visit } from './visit.js';
import { partsOf } from './names.js';
import { textOf } from './text.js';

const opening = /^<a id="([^"]*)">$/;

export default function anchors({ words }) {
  return (tree, file) => {
    const headings = (file.data.headings = []);
    visit(tree, 'heading', (node) => {
      const id = takeAnchor(node);
      if (!id) return;
      headings.push({ depth: node.depth, slug: id, text: listed(node) });
      node.data = { hProperties: { id } };
      node.children.push({
        type: 'link', url: `#${encodeURIComponent(id)}`, children: [{ type: 'text', value: '#' }],
        data: { hProperties: { class: 'anchor', 'aria-label': words.anchor, 'data-pagefind-ignore': '' } },
      });
    });
  };
}

/** A heading as the list of contents shows it: text alone, where a name may break all the same. */
const listed = ({ children }) => children.map((node) => (node.type === 'inlineCode' ? partsOf(node.value).join('\u200b') : textOf(node))).join('');

/** Removes the empty anchor that a heading begins with, and gives its id as it is meant. */
function takeAnchor(heading) {
  const [first, second] = heading.children;
  const [, id] = first?.type === 'html' ? (opening.exec(first.value) ?? []) : [];
  if (!id || second?.value !== '</a>') return undefined;
  heading.children.splice(0, 2);
  return unescape(id);
}

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const unescape = (text) => text.replace(/&(amp|lt|gt|quot);/g, (entity) => entities[entity]);
