// A side that accepts and makes the frame for the other one, as the class of every protocol's outer page can: the editor of
// testdata/editor.yaml, whose plugins speak first.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './setup.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const plugin = (editor) => `<script type="module">
  import { Plugin } from '/dist/index.js';
  window.told = [];
  window.plugin = new Plugin({ origin: '${editor}', eventHandlers: { onConnected: ({ editorName }) => told.push(editorName) } });
</script>`;

let folder; // of the editor's package
let browser;
let editors; // serves the page around a plugin
let plugins; // serves the plugin
let strangers; // serves a frame that has no business here

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'editor-'));
  const config = { schema: join(root, 'testdata', 'editor.yaml'), targets: { typescript: { out: join(folder, 'npm'), package: 'editor-plugins', root: 'plugin' } } };
  writeFileSync(join(folder, 'callinggen.yaml'), JSON.stringify(config));
  execFileSync('go', ['run', './cmd/callinggen', 'generate', '--config', join(folder, 'callinggen.yaml')], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const npm = join(folder, 'npm');
  editors = await serve({ '/': '<div id="place"><p id="kept">Kept</p></div>' }, npm);
  plugins = await serve({ '/': plugin(editors.origin) }, npm);
  strangers = await serve({ '/': '<p>Nothing to see here' });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const server of [editors, plugins, strangers]) server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the editor's page, which shows the plugin; gives both once they have met. */
async function open() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(editors.origin);
  await page.evaluate(async (src) => {
    const { Editor } = await import('/dist/editor.js');
    window.told = [];
    const note = (name) => (data) => told.push([name, data]);
    window.editor = new Editor({
      frame: { src, parent: '#place' },
      welcome: { editorName: 'Folio' },
      eventHandlers: { onConnected: note('onConnected'), onResizePanel: note('onResizePanel') },
    });
  }, `${plugins.origin}/`);
  return { context, page, frame: await met(page, 1) };
}

/** Waits until the plugin has met the editor so many times, and gives the plugin's frame. */
async function met(page, times) {
  await page.waitForFunction((n) => told.filter(([name]) => name === 'onConnected').length === n, times);
  const frame = await (await page.$('iframe')).contentFrame();
  await frame.waitForFunction(() => window.told?.length === 1);
  return frame;
}

test('the two meet, talk, and meet again when the plugin is loaded again', async () => {
  const { context, page, frame } = await open();
  await frame.evaluate(() => plugin.resizePanel({ width: 320 }));
  await page.waitForFunction(() => told.some(([name, data]) => name === 'onResizePanel' && data.width === 320));
  await Promise.all([frame.waitForNavigation(), frame.evaluate(() => location.reload())]);
  const again = await met(page, 2);
  await again.evaluate(() => plugin.resizePanel({ width: 400 }));
  await page.waitForFunction(() => told.some(([name, data]) => name === 'onResizePanel' && data.width === 400));
  assert.deepEqual(await again.evaluate(() => told), ['Folio']);
  await context.close();
});

test('only its own frame is the plugin, and only while it shows the plugin\'s origin', async () => {
  const { context, page, frame } = await open();
  const hello = { kind: 'hello', seq: 1, api: 2, pluginVersion: '2.0' };
  const stranger = await page.evaluateHandle((src) => new Promise((resolve) => {
    const element = document.body.appendChild(document.createElement('iframe'));
    element.onload = () => resolve(element);
    element.src = src;
  }), `${plugins.origin}/`).then((element) => element.contentFrame());
  await stranger.evaluate((message) => parent.postMessage(message, '*'), hello);
  await frame.goto(`${strangers.origin}/`);
  await frame.evaluate((message) => parent.postMessage(message, '*'), hello);
  // The page hears its messages in order: after this one of its own, it has heard those before.
  await page.evaluate(() => new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === 'last' && resolve());
    postMessage('last');
  }));
  assert.equal(await page.evaluate(() => told.length), 1);
  await context.close();
});

test('it leaves nothing behind', async () => {
  const { context, page, frame } = await open();
  await page.evaluate(() => editor.destroy());
  assert.equal(frame.isDetached(), true);
  assert.deepEqual(await page.evaluate(() => [...document.getElementById('place').children].map(({ id }) => id)), ['kept']);
  await context.close();
});
