// How much the package adds to an application: bundled by esbuild, minified, gzip -9.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { packageFolder } from '../setup.js';

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** What an application of one line becomes. */
async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: packageFolder },
    alias: { sdk: packageFolder },
    bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent',
  });
  return outputFiles[0].contents;
}

const limits = [
  ['a widget of the default export', "import CallingExtensions from 'sdk'; new CallingExtensions({ eventHandlers: {} });", 2850],
  ['the function connect', "import { connect } from 'sdk'; connect({ eventHandlers: {} });", 2200],
];

for (const [what, application, limit] of limits) {
  test(`${what} is at most ${limit} bytes`, { todo: 'smaller runtime' }, async (t) => {
    const size = zipped(await bundle(application));
    t.diagnostic(`${size} bytes`);
    assert.ok(size <= limit, `${size} bytes`);
  });
}

test('the script build is at most 3300 bytes', { todo: 'smaller runtime' }, (t) => {
  const size = zipped(readFileSync(join(packageFolder, 'dist/main.js')));
  t.diagnostic(`${size} bytes`);
  assert.ok(size <= 3300, `${size} bytes`);
});

test('an import for nothing is nothing', async () => {
  for (const application of ["import 'sdk';", "import * as all from 'sdk';", "import { MessageType } from 'sdk';"]) {
    assert.equal((await bundle(application)).length, 0, application);
  }
});
