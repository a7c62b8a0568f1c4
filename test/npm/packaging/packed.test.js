// The package as npm packs it: what it holds, and whether Node and TypeScript find everything in it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import { installPacked, manifest, originalName, packageFolder, tool } from '../setup.js';

/** Runs a program in a folder and gives what it prints; when it fails, what it printed is in the message. */
function run(folder, ...args) {
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch ({ stdout, stderr, message }) {
    throw new Error(`${message}\n${stdout}\n${stderr}`);
  }
}

test('the tarball holds what package.json names, and no tests', (t) => {
  const { files } = installPacked(t);
  const named = [];
  (function walk(value) {
    if (typeof value === 'string' && value.startsWith('./') && !value.includes('*')) named.push(value.slice(2));
    else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  })([manifest.exports, manifest.main, manifest.module, manifest.types, manifest.unpkg]);
  for (const path of [...named, 'README.md', 'LICENSE', 'CHANGELOG.md']) assert.ok(files.includes(path), path);
  assert.deepEqual(files.filter((path) => /test|node_modules|tsbuildinfo/.test(path)), []);
  assert.equal(manifest.dependencies, undefined);
  assert.ok(manifest.engines.node);
  assert.ok(manifest.license);
});

test('types come first wherever exports names them', () => {
  (function walk(value) {
    if (typeof value !== 'object' || value === null) return;
    if ('types' in value) assert.equal(Object.keys(value)[0], 'types');
    Object.values(value).forEach(walk);
  })(manifest.exports);
});

for (const name of [manifest.name, originalName]) {
  test(`import and require find everything as ${name}`, (t) => {
    const { folder } = installPacked(t);
    writeFileSync(join(folder, 'imports.mjs'), `
      import Default, * as all from '${name}';
      import * as host from '${name}/host';
      import * as deep from '${name}/dist/main.esm.js';
      console.log(JSON.stringify([typeof Default, Object.keys(all).sort(), Object.keys(host).sort(), Object.keys(deep).sort()]));`);
    writeFileSync(join(folder, 'requires.cjs'), `
      const all = require('${name}');
      const host = require('${name}/host');
      const script = require('${name}/dist/main.js');
      console.log(JSON.stringify([typeof all.default, Object.keys(all).sort(), Object.keys(host).sort(), typeof script.CallingExtensions]));`);
    const [imported, importedNames, importedHost, deep] = JSON.parse(run(folder, 'imports.mjs'));
    const [required, requiredNames, requiredHost, script] = JSON.parse(run(folder, 'requires.cjs'));
    assert.equal(imported, 'function');
    assert.equal(required, 'function');
    assert.equal(script, 'function');
    assert.deepEqual(requiredNames.filter((key) => key !== '__esModule'), importedNames);
    assert.deepEqual(requiredHost.filter((key) => key !== '__esModule'), importedHost);
    assert.deepEqual(deep, importedNames);
  });
}

test('an import touches no global', (t) => {
  const { folder } = installPacked(t);
  writeFileSync(join(folder, 'server.mjs'), `
    const touched = [];
    for (const name of ['window', 'document', 'location', 'self', 'addEventListener', 'postMessage', 'localStorage']) {
      Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); } });
    }
    const before = Reflect.ownKeys(globalThis).length;
    const { default: CallingExtensions } = await import('${manifest.name}');
    await import('${manifest.name}/host');
    if (Reflect.ownKeys(globalThis).length !== before) touched.push('a new global');
    console.log(JSON.stringify([touched, typeof CallingExtensions]));`);
  assert.deepEqual(JSON.parse(run(folder, 'server.mjs')), [[], 'function']);
});

test('the script build hands itself to whoever loads it: CommonJS, AMD or a page', () => {
  const script = readFileSync(join(packageFolder, manifest.unpkg), 'utf8');
  const loaded = (scope) => {
    vm.runInContext(script, vm.createContext(scope));
    return scope;
  };
  const names = ['CallingExtensions', 'Constants', 'IFrameManager', 'default'];
  const has = (exported) => assert.deepEqual(names.filter((name) => !exported?.[name]), []);
  const required = loaded({ module: { exports: {} }, exports: {} });
  has(required.module.exports);
  assert.equal(required.CallingExtensions, undefined, 'no global beside it');
  const define = Object.assign((dependencies, make) => { define.made = make(...dependencies); }, { amd: {} });
  assert.equal(loaded({ define }).CallingExtensions, undefined, 'no global beside it');
  has(define.made);
  has(loaded({}));
  has(loaded({ define() {}, module: 'of the page itself' }));
});

test('it is published with provenance, from the repository that it names', () => {
  assert.equal(manifest.publishConfig.provenance, true);
  assert.match(manifest.repository.url, /^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/, 'the registry compares it with where the workflow ran');
  const workflow = readFileSync(new URL('../../../.github/workflows/release.yml', import.meta.url), 'utf8');
  for (const needed of ['id-token: write', 'npm publish --provenance', 'make check publish-check']) assert.ok(workflow.includes(needed), needed);
});

test('publint has nothing to say', (t) => {
  const { tarball, folder } = installPacked(t);
  assert.match(run(folder, tool('publint', 'src', 'cli.js'), 'run', '--strict', tarball), /All good/);
});

test('the types are found by every way of resolving', (t) => {
  const { tarball, folder } = installPacked(t);
  // The script build is for pages and for require; who wants types imports the package by its name.
  run(folder, tool('@arethetypeswrong', 'cli', 'dist', 'index.js'), tarball, '--format', 'ascii',
    '--exclude-entrypoints', 'dist/main.js', 'dist/main.esm.js',
    // node10 knows no exports; subpaths reach it through a folder of their name where there is one.
    ...(existsSync(join(packageFolder, 'host', 'package.json')) ? [] : ['--profile', 'node16']));
});

test('source maps carry their sources', () => {
  for (const file of readFileSync(join(packageFolder, '.callinggen.sum'), 'utf8').split('\n').filter((line) => line.endsWith('.map'))) {
    const path = join(packageFolder, file.split(/\s+/).at(-1));
    const { sources, sourcesContent } = JSON.parse(readFileSync(path, 'utf8'));
    assert.ok(sources.length > 0);
    assert.equal(sourcesContent.length, sources.length, path);
    for (const [index, source] of sources.entries()) {
      assert.equal(sourcesContent[index], readFileSync(resolve(dirname(path), source), 'utf8'), `${path}: ${source}`);
    }
  }
});
