// Where a page's text is written: the line of the protocol file, and the entry of the PO file.

import { catalogue, readSource, schemaFile, sourceTag } from './repository.js';
import { once } from './once.js';

/** The file and line of an element, by its path in the protocol file: 'messages.READY'. A guide is a file of its own. */
export function writtenAt(path) {
  const guide = /^guides\.(.+)$/.exec(path)?.[1];
  if (guide) return { file: schemaFile.replace(/[^/]*$/, `guides/${guide}.md`), line: 1 };
  return { file: schemaFile, line: protocolLines().get(path) ?? 1 };
}

const entry = /^( *)(?:'((?:[^']|'')*)'|"([^"]*)"|([^\s#&*!|>'"%@`{[,-][^#]*?)):(?: |$)/;

/**
 * The line of every key that begins a line, by its path. A YAML parser that knows lines takes longer for this than the rest of
 * the build takes for all pages; what lines of prose look like keys is deeper than any element, and nobody asks for it.
 */
const protocolLines = once('protocol lines', () => {
  const found = new Map();
  const open = []; // the keys around a line, outermost first
  readSource(schemaFile).split('\n').forEach((text, index) => {
    const [, indent, single, double, plain] = entry.exec(text) ?? [];
    if (indent === undefined) return;
    while (open.length > 0 && open.at(-1).depth >= indent.length) open.pop();
    open.push({ depth: indent.length, key: single ?? double ?? plain });
    const path = open.map(({ key }) => key).join('.');
    if (!found.has(path)) found.set(path, index + 1);
  });
  return found;
});

/** The file and line of the first entry of an element in a language, or undefined in the language it is written in. */
export function translatedAt(path, tag) {
  if (tag === sourceTag) return undefined;
  return { file: catalogue(tag), line: catalogueLines(tag).get(path) ?? 1 };
}

/** The line of the first entry of every element, by its path. An entry is named by the path of its text: 'messages.READY.summary'. */
const catalogueLines = once('catalogue lines', (tag) => {
  const found = new Map();
  readSource(catalogue(tag)).split('\n').forEach((text, index) => {
    const names = /^msgctxt "(.*)"$/.exec(text)?.[1].split('.') ?? [];
    names.forEach((_, at) => {
      const path = names.slice(0, at + 1).join('.');
      if (!found.has(path)) found.set(path, index + 1);
    });
  });
  return found;
});
