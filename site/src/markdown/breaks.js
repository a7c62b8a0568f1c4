// Where a line may not end: before a dash or a dot between two things, before a unit, inside a date, and in Japanese before the
// particle that belongs to the word in another script before it.

import { splitPage } from '../addresses.js';
import { visit } from './visit.js';

export default function breaks({ path }) {
  const { tag } = splitPage(path);
  return (tree) => visit(tree, 'text', (node, index, parent) => {
    node.value = keepTogether(node.value, tag);
    const parts = node.value.split(date);
    if (parts.length > 1) parent.children.splice(index, 1, ...parts.map(dated));
  });
}

const date = /\b(\d{4}-\d\d(?:-\d\d)?)\b/;
const dated = (value, index) => (index % 2 === 1 ? { type: 'html', value: `<span class="date">${value}</span>` } : { type: 'text', value });

/** Text with spaces that do not break where a line would read badly. */
export function keepTogether(text, tag) {
  const kept = text.replace(/ (?=[–·→⇄›] )|(?<=\d) (?=(?:bits?|px|ms|s)(?!\p{L}))/gu, '\u00a0');
  return tag === 'ja' ? kept.replace(/ (?=\p{Script=Hiragana})|(?<=\d) (?=[\p{Script=Katakana}\p{Script=Han}])/gu, '\u00a0') : kept;
}
