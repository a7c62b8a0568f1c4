// The same sample in several languages, each after its name in bold, becomes <sample-tabs>. Without JavaScript that is an
// element like any other: all samples show, one below the other, each under its name. A search does not look into them: they name
// everything again that the page says in words.

import { textOf } from './text.js';

const isName = (node) => node?.type === 'paragraph' && node.children.length === 1 && node.children[0].type === 'strong';

export default function samples() {
  const join = (node) => {
    if (!node.children) return;
    if (node.children.some((child) => child.type === 'code')) node.children = joinSamples(node.children);
    else node.children.forEach(join);
  };
  return join;
}

/** Replaces each run of name, code, name, code by tabs. */
function joinSamples(nodes) {
  const out = [];
  for (let at = 0; at < nodes.length; ) {
    const run = runAt(nodes, at);
    out.push(...(run.length > 2 ? [tabs(run)] : nodes.slice(at, at + Math.max(1, run.length))));
    at += Math.max(1, run.length);
  }
  return out;
}

function runAt(nodes, at) {
  let end = at;
  while (isName(nodes[end]) && nodes[end + 1]?.type === 'code') end += 2;
  return nodes.slice(at, end);
}

function tabs(run) {
  const panels = [];
  for (let i = 0; i < run.length; i += 2) {
    panels.push({ type: 'paragraph', data: { hName: 'div', hProperties: { 'data-label': textOf(run[i]), 'data-pagefind-ignore': '' } }, children: [run[i], run[i + 1]] });
  }
  return { type: 'paragraph', data: { hName: 'sample-tabs' }, children: panels };
}
