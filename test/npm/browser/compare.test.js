// The original SDK and ours, side by side: the same calls and the same messages into both, in a real browser, with the
// page and the widget on two origins. The two do the same, but for the differences that compare/differences.js names.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { differences, normalise } from '../compare/differences.js';
import { builds, servePages } from '../compare/pages.js';
import { sequence } from '../compare/sequence.js';
import { launch } from './setup.js';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const count = 2000;

let browser;
let pages;

before(async () => {
  pages = await servePages();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  pages?.close();
});

/**
 * Plays a sequence to one of the packages, and gives everything that happened, in the order in which it did: the widget
 * tells the page of each call of a handler, so that it stands among the messages that were posted.
 */
async function play(which, load, { handlers, throwing, steps }) {
  const context = await browser.newContext();
  const { page, frame } = await pages.open(context, which, load);
  await frame.evaluate(([names, some]) => {
    window.tells = true;
    start(names, {}, some);
  }, [handlers, throwing]);
  const heard = await page.evaluate((todo) => new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === 'finished' && resolve(encode(heard.map(({ message }) => message).slice(0, -1))));
    for (const [kind, ...rest] of todo) say(kind === 'call' ? { command: 'attempt', args: rest } : rest[0]);
    say({ command: 'finish', args: [] });
  }), steps);
  await context.close();
  return JSON.parse(heard).map((each) => (Array.isArray(each) ? each : ['posted', each]));
}

const used = new Map();

for (const load of builds) {
  for (const seed of seeds) {
    test(`${load} build, seed ${seed}`, async () => {
      const played = sequence(seed, count, pages.host);
      const original = normalise('original', await play('original', load, played), used);
      const ours = normalise('ours', await play('ours', load, played), used);
      assertSame(ours, original);
      assert.ok(original.length > count, 'something has happened');
    });
  }
}

/** Shows where two records part, not the thousands of entries that are the same. */
function assertSame(ours, original) {
  const first = original.findIndex((entry, index) => !isDeepStrictEqual(entry, ours[index]));
  if (first >= 0) assert.deepEqual(ours.slice(first, first + 3), original.slice(first, first + 3), `from entry ${first} on`);
  assert.equal(ours.length, original.length);
}

test('a difference that nobody named is noticed', async () => {
  const played = sequence(1, 200, pages.host);
  const original = normalise('original', await play('original', 'script', played), new Map());
  const changes = {
    'a handler that is not called': (record) => record.filter(([kind], index) => kind !== 'handler' || index !== record.findLastIndex(([each]) => each === 'handler')),
    'a message that is posted twice': (record) => [record[1], ...record],
    'a member of a payload': (record) => record.map((entry) => (entry[1] === 'onReady' ? [...entry.slice(0, 2), { ...entry[2], portalId: -1 }, entry[3]] : entry)),
    'an exception': (record) => record.map((entry, index) => (index === record.findIndex(([kind]) => kind === 'returned') ? ['threw', entry[1], 'no'] : entry)),
  };
  for (const [what, change] of Object.entries(changes)) {
    assert.throws(() => assertSame(change(structuredClone(original)), original), assert.AssertionError, what);
  }
});

test('every difference that is named is one', () => {
  assert.deepEqual(differences.map(({ name }) => name).filter((name) => !used.has(name)), []);
});

test('the README has a row for every difference', () => {
  const readme = readFileSync(new URL('../../../schema/compat/typescript/README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, name, reason]) => ({ name, reason })).slice(1);
  assert.deepEqual(rows, differences.map(({ name, reason }) => ({ name, reason })));
});

test('the guide on moving tells of every difference', () => {
  const guide = readFileSync(new URL('../../../schema/guides/moving-from-the-original-sdk.md', import.meta.url), 'utf8');
  for (const { name, reason } of differences) assert.ok(guide.includes(`- **${name}.** ${reason}\n`), name);
});
