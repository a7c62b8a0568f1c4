// Every fault that the original SDK has and ours has not. What ours does is shown on ours; that it is a fault is shown by
// playing the same to the original, which fails. Attacks are played to ours alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { faults as host } from './host.js';
import { faults as messages } from './messages.js';
import { faults as packages } from './packages.js';
import { setStage } from './setup.js';
import { faults as strangers } from './strangers.js';
import { faults as types } from './types.js';

const faults = [...messages, ...strangers, ...types, ...packages, ...host];

let stage;
before(async () => { stage = await setStage(); });
after(() => stage?.close());

for (const { name, hold, alone } of faults) {
  test(name, async () => {
    await hold(stage, 'ours');
    if (alone) return;
    await assert.rejects(async () => hold(stage, 'original'), assert.AssertionError, 'the original does this too, so it is no fault');
  });
}

test('the table of the README has a row for each', () => {
  const readme = readFileSync(new URL('../../../schema/compat/typescript/README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| (.+?) \|.+\|.*\|$/gm)].map(([, first]) => first).slice(1);
  assert.deepEqual(rows.filter((row) => !row.startsWith('---')), faults.map(({ name }) => name));
});
