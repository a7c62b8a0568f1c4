// The guide on testing, done as it says: its page is served, and its two recipes are run as they stand there.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { manifest, packageFolder, tool } from '../setup.js';
import { findBrowser, serve } from './setup.js';

const guide = readFileSync(new URL('../../../schema/guides/testing-without-an-account.md', import.meta.url), 'utf8');

/** The code under a heading. */
function code(anchor) {
  const section = guide.split(`{#${anchor}}\n`)[1].split('\n## ')[0];
  return section.match(/^```\w+\n(.*?)^```$/ms)[1];
}

/** A folder with a file in it, and with packages installed. */
function project(t, file, text, packages) {
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, target] of Object.entries({ ...packages, [manifest.name]: packageFolder })) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, file), text);
  return folder;
}

/** Runs a program, and gives what it prints; throws with all of it when it fails. */
const run = (args, options) => promisify(execFile)(process.execPath, args, options).then(({ stdout }) => stdout, ({ stdout, stderr }) => {
  throw new Error(`${stdout}${stderr}`);
});

test('neither recipe is longer than twenty lines', () => {
  for (const anchor of ['vitest', 'playwright']) assert.ok(code(anchor).trimEnd().split('\n').length <= 20, anchor);
});

test('the recipe for vitest', async (t) => {
  const folder = project(t, 'app.test.ts', code('vitest'), { vitest: tool('vitest') });
  const env = { ...process.env, NO_COLOR: '1' };
  assert.match(await run([tool('vitest', 'vitest.mjs'), 'run', '--root', folder], { cwd: folder, env }), /1 passed/);
});

test('the recipe for Playwright, with the page that plays HubSpot', async (t) => {
  const app = await serve({ '/': `<script src="/dist/main.js"></script><script>
    const extensions = new CallingExtensions({
      eventHandlers: {
        onReady: () => extensions.initialized({ isLoggedIn: true }),
        onDialNumber: ({ phoneNumber }) => extensions.outgoingCall({ externalCallId: 'c-1', toNumber: phoneNumber }),
      },
    });
  </script>` });
  const address = "'http://localhost:5173/'";
  assert.ok(code('host-page').includes(address), 'the page has the address that the guide says to change');
  const host = await serve({ '/host.html': code('host-page').replace(address, `'${app.origin}/'`) });
  t.after(() => [app, host].forEach((server) => server.close()));
  const folder = project(t, 'app.test.js', code('playwright'), { 'playwright-core': tool('playwright-core') });
  const env = { ...process.env, HOST_PAGE: `${host.origin}/host.html`, CHROMIUM: findBrowser() };
  delete env.NODE_TEST_CONTEXT; // it is a run of its own, not a part of this one
  assert.match(await run(['--test', join(folder, 'app.test.js')], { cwd: folder, env }), /pass 1/);
});
