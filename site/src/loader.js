// Gives Astro the pages of docs/, adapted. It is a loader of our own, because pages are rendered with our parser and because
// what a page begins and ends with goes to other places of the site.

import { join } from 'node:path';
import { addressOf } from './addresses.js';
import { filesOf, readPage } from './docs.js';
import { docsFolder, inRepository, tags } from './repository.js';
import { renderPage } from './markdown/index.js';

export const docs = {
  name: 'docs',
  async load({ store, parseData }) {
    store.clear();
    // Starlight's schema fills in what a page does not say, the same for all of them: asking it once saves seconds.
    const defaults = await parseData({ id: 'defaults', data: { title: 'defaults' } });
    for (const tag of tags) {
      for (const page of filesOf(tag)) store.set(entry(tag, page, defaults));
    }
  },
};

function entry(tag, page, defaults) {
  const path = `${tag}/${page}`;
  const { data, body } = readPage(path);
  const { html, headings, heading, crumbs, notice } = renderPage(body, path);
  return {
    id: `${tag}/${addressOf(page)}`,
    filePath: inRepository(join(docsFolder, path)),
    data: { ...defaults, ...layout(headings), title: data.title, description: data.description, tag, page, heading, crumbs, notice },
    rendered: { html, metadata: { headings } },
  };
}

/** A page of few parts needs no list of them, and has the width for its drawing. */
const layout = (headings) => (headings.length > 3 ? {} : { tableOfContents: false });
