// Tables can become cards on a phone: each cell carries the head of its column, unless there is nothing to tell apart. The
// roles stay when the style takes the table's display away. A table also says how long the names in its first column are, so that
// the style can give them the room.

import { visit } from './visit.js';
import { textOf } from './text.js';

export default function tables() {
  return (tree) => visit(tree, 'table', (table) => {
    const heads = table.children[0].children.map(textOf);
    table.data = { hProperties: { role: 'table', style: `--name: ${longestName(table)}` } };
    table.children.forEach((row, rowIndex) => {
      row.data = { hProperties: { role: 'row' } };
      row.children.forEach((cell, column) => {
        const label = heads.length > 2 && column > 0 ? heads[column] : undefined;
        cell.data = { hProperties: rowIndex === 0 ? { role: 'columnheader' } : { role: 'cell', 'data-label': label } };
      });
    });
  });
}

/** The length of the longest name that a row begins with. */
const longestName = ({ children: [, ...rows] }) => Math.max(0, ...rows.map(({ children: [cell] }) => nameIn(cell)?.length ?? 0));

function nameIn({ children }) {
  const code = children.find((node) => node.type === 'inlineCode') ?? children.find((node) => node.type === 'link')?.children[0];
  return code?.type === 'inlineCode' ? code.value : undefined;
}
