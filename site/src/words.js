// The site's own words, one file for each language. A language without a file has the English words.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from './once.js';

/** The words of a language: those of its own file, else of English. */
export const wordsOf = once('words', (tag) => {
  const file = join('src/words', `${tag}.json`);
  return JSON.parse(readFileSync(existsSync(file) ? file : join('src/words', 'en.json'), 'utf8'));
});

/** Puts values in the place of {names}. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
