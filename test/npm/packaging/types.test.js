// The type tests under many versions of TypeScript, against the package as it is installed. `make test` takes the oldest,
// the current and the newest; MATRIX=all takes all.

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { installPacked, tool } from '../setup.js';

const modules = { node10: 'commonjs', node16: 'node16', bundler: 'esnext' };

/** 4.7 knows no bundler, and node10 is gone from 7.0. */
const matrix = {
  typescript47: ['node10', 'node16'],
  typescript50: ['node10', 'node16', 'bundler'],
  typescript54: ['node10', 'node16', 'bundler'],
  typescript: ['node10', 'node16', 'bundler'],
  typescript60: ['node16', 'bundler'],
  typescript70: ['node16', 'bundler'],
};
const short = { typescript47: ['node10', 'node16'], typescript: ['bundler'], typescript70: ['node16'] };
const all = process.env.MATRIX === 'all';

const sources = new URL('../types/', import.meta.url);

describe('types', () => {
  const cleanups = [];
  let folder;
  before(() => {
    ({ folder } = installPacked({ after: (clean) => cleanups.push(clean) }));
  });
  after(() => cleanups.forEach((clean) => clean()));

  for (const [version, resolutions] of Object.entries(all ? matrix : short)) {
    for (const moduleResolution of resolutions) {
      for (const lib of all ? ['es2020', 'esnext'] : ['es2020']) {
        test(`${version} ${moduleResolution} ${lib}`, () => compile(folder, version, moduleResolution, lib));
      }
    }
  }

});

/** Compiles the type tests, as an application of its own. */
async function compile(folder, version, moduleResolution, lib) {
  const project = join(folder, `${version}-${moduleResolution}-${lib}`);
  mkdirSync(project);
  const files = readdirSync(sources).filter((name) => name.endsWith('.ts'));
  for (const file of files) cpSync(new URL(file, sources), join(project, file));
  const compilerOptions = {
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true, types: [],
    target: 'es2020', lib: [lib], module: modules[moduleResolution],
    // Before 5.0 node10 was called node.
    moduleResolution: version === 'typescript47' && moduleResolution === 'node10' ? 'node' : moduleResolution,
  };
  writeFileSync(join(project, 'package.json'), '{"type": "module"}');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const compiler = tool(version, 'bin', 'tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch(({ stdout, stderr }) => {
    throw new Error(`${stdout}${stderr}`);
  });
}
