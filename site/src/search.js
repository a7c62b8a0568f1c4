// Words that find a page besides those on it. A name such as OUTGOING_CALL_STARTED is also found by its words, and a word in
// one form by another: Japanese by its reading in kana.

import { existsSync, readFileSync } from 'node:fs';

const readings = existsSync('src/words/readings.json') ? JSON.parse(readFileSync('src/words/readings.json', 'utf8')) : {};

/** The names and the other forms of a page's title, as text to index. */
export function searchWords(title, tag, entry) {
  const name = entry?.path && /^[\w.<>:]+$/.test(title) ? wordsOfName(title) : '';
  return { name, forms: tag === 'ja' ? formsOf(title) : '' };
}

/** 'OUTGOING_CALL_STARTED' and 'outgoingCallStarted' are 'outgoing call started', besides themselves. */
function wordsOfName(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_.:]+/g, ' ').toLowerCase();
  return [name, words, words.replace(/ /g, '')].join(' ');
}

/** What the words of a Japanese title sound like. Katakana is turned into hiragana, characters are looked up. */
function formsOf(title) {
  const found = Object.entries(readings).filter(([word]) => title.includes(word)).map(([, reading]) => reading);
  const kana = (title.match(/[ァ-ヴー]{2,}/g) ?? []).map(hiragana);
  return [...new Set([...found, ...kana])].join(' ');
}

const hiragana = (text) => text.replace(/[ァ-ヴ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
