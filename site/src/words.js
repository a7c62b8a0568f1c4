// The site's own words, one file for each language. A language without a file has the English words.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from './once.js';
import { tags } from './repository.js';

/**
 * What Starlight has no words for in a language, as entries of its collection: how the search tells what it found. Without them
 * that is in English.
 */
export const frameWords = {
  name: 'words',
  async load({ store }) {
    store.clear();
    for (const tag of tags) store.set({ id: tag, data: wordsOf(tag).frame ?? {} });
  },
};

/** The words of a language: those of its own file, else of English. */
export const wordsOf = once('words', (tag) => {
  const file = join('src/words', `${tag}.json`);
  return JSON.parse(readFileSync(existsSync(file) ? file : join('src/words', 'en.json'), 'utf8'));
});

/** Puts values in the place of {names}. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
