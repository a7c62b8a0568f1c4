// Parts of the layout are the same on all pages of a language, but that they lead to the page itself in other languages. They are
// rendered once and repeated: rendering them for each page takes longer than rendering the pages.

import { once } from './once.js';
import { base, tags } from './repository.js';

const here = '{here}';

/**
 * A part of the layout as HTML.
 *
 * @param name - of the part
 * @param path - of the page's address
 * @param render - gives a promise of the HTML of the part on this page
 */
export async function repeated(name, tag, path, render) {
  const address = path.slice(`${base}/${tag}/`.length);
  if (address === '') return render(); // the front page, where links to it are links to the page itself
  const part = await once('parts', async () => moved(await render(), address, here))(`${name} ${tag}`);
  return moved(part, here, address);
}

/** The part with other links to the page. */
const moved = (part, from, to) => tags.reduce((html, tag) => html.replaceAll(`"${base}/${tag}/${from}"`, `"${base}/${tag}/${to}"`), part);
