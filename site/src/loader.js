// Gives Astro the pages of docs/. It is a loader of our own, because pages are rendered with our parser. Their text is not in the
// store, which Astro writes out and reads back: src/components/MarkdownContent.astro asks for it.

import { join } from 'node:path';
import { addressOf } from './addresses.js';
import { filesOf, readPage } from './docs.js';
import { neighboursOf } from './navigation.js';
import { rendered } from './rendered.js';
import { docsFolder, inRepository, tags } from './repository.js';

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
  const { title, description } = readPage(path).data;
  const { headings } = rendered(path);
  return {
    id: `${tag}/${addressOf(page)}`,
    filePath: inRepository(join(docsFolder, path)),
    data: { ...defaults, ...layout(headings), ...neighboursOf(tag, page), title, description, tag, page },
    rendered: { html: '', metadata: { headings } },
  };
}

/** A page of few parts needs no list of them, and has the width for its drawing. */
const layout = (headings) => (headings.length > 3 ? {} : { tableOfContents: false });
