// Colours code. Samples are the same in every language of the site, so each is coloured once. Tokens get a class rather than a
// style, which keeps pages small and lets one style sheet hold both themes. Prism, because compiling the patterns of larger
// highlighters takes a third of a build.

import Prism from 'prismjs';
import loadLanguages from 'prismjs/components/index.js';
import { visit } from './visit.js';
import { escapeHtml } from './text.js';

loadLanguages(['go', 'typescript', 'javascript', 'json', 'bash', 'http', 'markup']);
const coloured = new Map();

export default function code() {
  return (tree) => visit(tree, 'code', (node, index, parent) => {
    parent.children[index] = { type: 'html', value: colour(node.value, node.lang ?? '') };
  });
}

/** The HTML of a piece of code. It is not searched: the names in it stand on the page, and the rest is much the same everywhere. */
export function colour(text, lang) {
  const key = `${lang}\n${text}`;
  if (!coloured.has(key)) coloured.set(key, `<pre tabindex="0" translate="no" data-pagefind-ignore data-language="${escapeHtml(lang)}"><code>${tokens(text, lang)}</code></pre>`);
  return coloured.get(key);
}

function tokens(text, lang) {
  const grammar = Prism.languages[lang];
  return grammar ? Prism.tokenize(text, grammar).map(write).join('') : escapeHtml(text);
}

/** A token is text, or a kind of token around others. */
function write(token) {
  if (typeof token === 'string') return escapeHtml(token);
  const inside = [token.content].flat().map(write).join('');
  return shown.has(token.type) ? `<span class="t-${token.type}">${inside}</span>` : inside;
}

/** The kinds that have a colour. */
const shown = new Set(['keyword', 'string', 'string-property', 'property', 'template-string', 'number', 'boolean', 'nil', 'function', 'comment', 'class-name', 'builtin', 'attr-name', 'tag', 'header-name']);
