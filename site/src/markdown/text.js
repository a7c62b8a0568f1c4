/** The text of a node, without markup. */
export function textOf(node) {
  if (node.type === 'html') return '';
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes text so that it stays text in HTML and in an attribute. */
export const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => escapes[character]);
