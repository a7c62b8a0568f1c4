// Tables can become cards on a phone: each cell carries the head of its column, unless there is nothing to tell apart. The
// roles stay when the style takes the table's display away.

import { visit } from './visit.js';
import { textOf } from './text.js';

export default function tables() {
  return (tree) => visit(tree, 'table', (table) => {
    const heads = table.children[0].children.map(textOf);
    table.data = { hProperties: { role: 'table' } };
    table.children.forEach((row, rowIndex) => {
      row.data = { hProperties: { role: 'row' } };
      row.children.forEach((cell, column) => {
        const label = heads.length > 2 && column > 0 ? heads[column] : undefined;
        cell.data = { hProperties: rowIndex === 0 ? { role: 'columnheader' } : { role: 'cell', 'data-label': label } };
      });
    });
  });
}
