// One English sentence is changed in a copy of what the docs are made from. The pages of the three other languages then mark that
// sentence, and no other. One page of the copy is left untranslated, and nothing claims that it is translated.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { siteFolder } from './browser.js';

const { home, root, sourceTag, tags } = await import('../src/repository.js');
const others = tags.filter((tag) => tag !== sourceTag);
const before = 'The id of the call in the calling app. It links the call to the help desk.';
const after = 'The id that the calling app gave the call. It links the call to the help desk.';
const untranslated = { tag: others[0], page: 'storage' };

test('a sentence that changed is marked in every other language, and what is not translated is not called a translation', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'stale-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (command, args, options) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });

  cpSync(join(root, 'schema'), join(folder, 'schema'), { recursive: true });
  const schema = join(folder, 'schema/calling.yaml');
  const text = readFileSync(schema, 'utf8');
  assert.ok(text.split(before).length > 1, 'the sentence is not in the protocol file; choose another for this test');
  writeFileSync(schema, text.replaceAll(before, after));
  writeFileSync(join(folder, 'callinggen.yaml'), `schema: schema/calling.yaml\ntargets: {docs: {out: docs, locales: [${tags.join(', ')}]}}\n`);
  const callinggen = join(folder, 'callinggen');
  run('go', ['build', '-o', callinggen, './cmd/callinggen'], { cwd: root });
  run(callinggen, ['l10n', 'update'], { cwd: folder });
  run(callinggen, ['generate', 'docs'], { cwd: folder });
  leaveUntranslated(join(folder, 'docs', untranslated.tag, `${untranslated.page}.md`));
  run(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
    cwd: siteFolder,
    env: { ...process.env, DOCS: join(folder, 'docs'), SITE_OUT: join(folder, 'dist'), ASTRO_TELEMETRY_DISABLED: '1' },
  });

  const status = JSON.parse(readFileSync(join(folder, 'docs/status.json'), 'utf8'));
  for (const tag of others) {
    const { owing } = status.locales.find(({ locale }) => locale === tag);
    assert.ok(owing.length > 0, `${tag} owes nothing`);
    const built = readFileSync(join(folder, 'dist', tag, 'messages/outgoing-call-started/index.html'), 'utf8');
    const marked = [...built.matchAll(/<span lang="en">([^<]*)<\/span> <details>/g)].map(([, words]) => words);
    assert.deepEqual(marked, [after], tag);
    assert.match(built, /<aside class="starlight-aside starlight-aside--note"/, `${tag}: the page says that it owes a text`);
  }

  const read = (path) => readFileSync(join(folder, 'dist', path), 'utf8');
  const head = (tag) => read(`${tag}/${untranslated.page}/index.html`).split('</head>')[0];
  const address = (tag) => `${home.href}${tag}/${untranslated.page}/`;
  assert.doesNotMatch(head(untranslated.tag), /rel="alternate" hreflang/);
  assert.ok(head(untranslated.tag).includes(`<link rel="canonical" href="${address(sourceTag)}"`));
  const claimed = [...head(sourceTag).matchAll(/rel="alternate" hreflang="([^"]*)"/g)].map(([, code]) => code);
  assert.deepEqual(claimed, [...tags.filter((tag) => tag !== untranslated.tag), 'x-default']);
  assert.ok(!read('sitemap-0.xml').includes(address(untranslated.tag)), 'the sitemap names the page');
  assert.ok(read('sitemap-0.xml').includes(address(sourceTag)));
});

/** Marks every paragraph of a page as English, as callinggen does with what has no translation. */
function leaveUntranslated(file) {
  const [, top, body, end] = /^(---\n[\s\S]*?\n---\n[\s\S]*?\n# [^\n]*\n)([\s\S]*)(\n---\n[\s\S]*)$/.exec(readFileSync(file, 'utf8'));
  writeFileSync(file, `${top}\n<div lang="${sourceTag}">\n${body}\n</div>\n${end}`);
}
