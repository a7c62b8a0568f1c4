/** The text of a node, without markup. */
export function textOf(node) {
  if (node.type === 'html') return '';
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes text so that it stays text in HTML and in an attribute. */
export const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => escapes[character]);

/** The attributes of an element, each after a space. One without a value is left out, one that is true has its name alone. */
export const attributesOf = (values) => Object.entries(values).map(([name, value]) => attribute(name, value)).join('');

function attribute(name, value) {
  if (value === undefined || value === null || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
}
