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

/**
 * What is measured. An `aim` is a limit that does not hold yet: of the script build, the constants of the original are 400
 * bytes, its IFrameManager as the page around a calling app 900, and the handing over to CommonJS, AMD or a page 60. The
 * rest is what the default export is.
 */
const sizes = [
  {
    what: 'a widget of the default export', limit: 2850,
    contents: () => bundle("import CallingExtensions from 'sdk'; new CallingExtensions({ eventHandlers: {} });"),
  },
  {
    what: 'the function connect', limit: 2200,
    contents: () => bundle("import { connect } from 'sdk'; connect({ eventHandlers: {} });"),
  },
  { what: 'the script build', limit: 4300, aim: 3300, contents: () => readFileSync(join(packageFolder, 'dist/main.js')) },
];

for (const { what, limit, aim, contents } of sizes) {
  const check = (most, options = {}) => test(`${what} is at most ${most} bytes`, options, async () => {
    const size = zipped(await contents());
    assert.ok(size <= most, `${size} bytes`);
  });
  check(limit);
  if (aim) check(aim, { todo: 'a smaller script build' });
}

test('an import for nothing is nothing', async () => {
  for (const application of ["import 'sdk';", "import * as all from 'sdk';", "import { MessageType } from 'sdk';"]) {
    assert.equal((await bundle(application)).length, 0, application);
  }
});
