// Faults of what is published.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folders, openHost } from './setup.js';

/** Runs a program of an application in which the package is installed as `sdk`. */
async function run(which, kind, program) {
  const folder = mkdtempSync(join(tmpdir(), 'fault-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(folders[which], join(folder, 'node_modules', 'sdk'), 'junction');
  return promisify(execFile)(process.execPath, [`--input-type=${kind}`, '-e', program], { cwd: folder })
    .then(({ stdout }) => stdout.trim(), ({ stderr }) => stderr.match(/^\w*Error.*$/m)?.[0] ?? stderr)
    .finally(() => rmSync(folder, { recursive: true, force: true }));
}

export const faults = [
  {
    name: 'the script build holds code, and nothing of `package.json`',
    hold(stage, which) {
      assert.doesNotMatch(readFileSync(join(folders[which], 'dist/main.js'), 'utf8'), /devDependencies|publishConfig/);
    },
  },
  {
    name: 'the script build has a global with a name of its own, `CallingExtensions`, beside those of the original',
    async hold(stage, which) {
      const { page, close } = await openHost(stage, which);
      const kinds = await page.evaluate(() => ['CallingExtensions', 'default', 'Constants', 'IFrameManager'].map((name) => typeof window[name]));
      await close();
      assert.deepEqual(kinds, ['function', 'function', 'object', 'function']);
    },
  },
  {
    name: '`import` and `require` work in Node, and touch nothing that only a browser has',
    async hold(stage, which) {
      const print = 'console.log(typeof sdk.default, typeof sdk.Constants, typeof sdk.IFrameManager)';
      assert.equal(await run(which, 'module', `import * as sdk from 'sdk'; ${print}`), 'function object function');
      assert.equal(await run(which, 'commonjs', `const sdk = require('sdk'); ${print}`), 'function object function');
    },
  },
];
