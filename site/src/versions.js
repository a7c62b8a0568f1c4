// The versions that the page of changes tells of, newest first.

import { rendered } from './rendered.js';

const heading = /^<h2 id="([^"]+)">(.*?)<a [^>]*class="anchor"[^>]*>#<\/a><\/h2>$/m;

/** Gives for each version its number, its anchor and what changed, as HTML. */
export function versionsOf(tag) {
  const { html } = rendered(`${tag}/changes.md`);
  const parts = html.split(/^(?=<h2 )/m).slice(1);
  return parts.map((part) => {
    const [whole, anchor, version] = heading.exec(part);
    return { version, anchor, html: part.replace(whole, '').trim() };
  });
}
