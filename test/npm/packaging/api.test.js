// What the package exports, as api.md tells it: a change of the API is a change of that file, which a reviewer sees.
// `npm run api` writes it anew.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { manifest, packageFolder } from '../setup.js';

const report = new URL('../api.md', import.meta.url);

/** The declarations of one entry, without their comments. */
function declarations(path) {
  const source = ts.createSourceFile(path, readFileSync(join(packageFolder, path), 'utf8'), ts.ScriptTarget.Latest, false);
  return ts.createPrinter({ removeComments: true }).printFile(source).trim();
}

function api() {
  const entries = Object.entries(manifest.exports).filter(([, target]) => target.import?.types);
  const sections = entries.map(([path, target]) => {
    return `## ${manifest.name}${path.slice(1)}\n\n\`\`\`ts\n${declarations(target.import.types)}\n\`\`\`\n`;
  });
  return ['# The API of the npm package\n', 'Written by `npm run api`, from the declarations. Comments are left out.\n', ...sections].join('\n');
}

test('the API is as api.md tells it', () => {
  if (process.argv.includes('-update')) writeFileSync(report, api());
  assert.equal(readFileSync(report, 'utf8'), api(), 'The API has changed: run `npm run api`, and look at the difference.');
});

test('what import finds has the same declarations as what require finds', () => {
  for (const { import: imported, require: required } of Object.values(manifest.exports)) {
    if (imported?.types) assert.equal(declarations(required.types), declarations(imported.types));
  }
});
