// Words that find a page besides those on it. A name such as OUTGOING_CALL_STARTED is also found by its words, and a word in
// one form by another: Japanese by its reading in kana.

import { existsSync, readFileSync } from 'node:fs';
import { isName } from './docs.js';

const readings = existsSync('src/words/readings.json') ? JSON.parse(readFileSync('src/words/readings.json', 'utf8')) : {};

/**
 * The words to index for a page: its name, or else its title in words, and other forms of those. What a page is about counts
 * for more than a name that happens to hold the word, and a title of a word or two says so more than a longer one.
 */
export function searchWords(title, tag, entry) {
  const forms = tag === 'ja' ? formsOf(title) : '';
  if (isName(entry?.path)) return { name: wordsOfName(title), forms };
  return { topic: title, alone: wordsIn(title) < 3 ? `${title} ${forms}` : '', forms };
}

/** 'OUTGOING_CALL_STARTED' and 'outgoingCallStarted' are 'outgoing call started', besides themselves. */
function wordsOfName(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_.:]+/g, ' ').toLowerCase();
  return [name, words, words.replace(/ /g, '')].join(' ');
}

const words = Object.keys(readings).sort((a, b) => b.length - a.length);
const spoken = new RegExp(`(?:${[...words, '[ァ-ヴー]+'].join('|')})+`, 'g');
const word = new RegExp([...words, '[ァ-ヴー]+'].join('|'), 'g');

/** What the words of a Japanese title sound like, each alone and together with those it is written together with. */
function formsOf(title) {
  const runs = title.match(spoken) ?? [];
  return [...new Set(runs.flatMap((run) => [reading(run), ...run.match(word).map(reading)]))].map(asSearched).join(' ');
}

const reading = (run) => run.replace(word, (found) => readings[found] ?? hiragana(found));

/** Katakana as hiragana: the two have the same order. */
const hiragana = (text) => text.replace(/[ァ-ヴ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** A browser cuts what a reader types into words before it looks for them, and cuts kana in odd places; so must the index. */
const asSearched = (text) => [...segmenter.segment(text)].map(({ segment }) => segment).join(' ');
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

const wordsIn = (text) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
