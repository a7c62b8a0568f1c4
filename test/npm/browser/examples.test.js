// The two calling apps of examples/, as `npm start` serves them, clicked through in a real browser: the app on one origin, the
// Test host on another one.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { manifest, packageFolder, tool } from '../setup.js';
import { launch } from './setup.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let folder; // holds the examples with what they depend on, as `npm install` would
let browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  for (const name of ['widget', 'react']) install(name);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Copies an example, and puts beside it what its manifest names and nothing else. */
function install(name) {
  const place = join(folder, name);
  cpSync(join(root, 'examples', name), place, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  for (const dependency of Object.keys({ ...dependencies, ...devDependencies })) {
    const link = join(place, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(dependency === manifest.name ? packageFolder : tool(dependency), link, 'junction');
  }
}

/** Runs `npm start` of an example, and gives what it prints. */
async function start(t, example, ...options) {
  const server = spawn(process.execPath, ['../widget/serve.mjs', '--port', '0', ...options], { cwd: join(folder, example), stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => server.kill());
  let printed = '';
  server.stdout.setEncoding('utf8').on('data', (text) => { printed += text; });
  while (!printed.includes('localStorage')) await once(server.stdout, 'data');
  const address = (name) => printed.match(new RegExp(`${name}\\s+(\\S+)`))[1];
  return { printed, app: address('Calling app'), host: address('Test host') };
}

/** Opens the Test host, and finds the app in it. */
async function open(t, address, options = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  await page.goto(address);
  assert.equal(await page.title(), 'Test host');
  const app = page.frameLocator('iframe');
  await app.getByRole('status').getByText('Signed out').waitFor();
  return { page, app, problems };
}

const signIn = (app) => app.getByRole('button', { name: 'Sign in' }).click();
const state = (app, text) => app.getByRole('status').getByText(text).waitFor();
const log = async (page) => (await page.locator('#log li').allTextContents()).map((line) => line.split(' ', 2).join(' '));
const logged = (page, type) => page.locator('#log li', { hasText: type }).waitFor();

for (const example of ['widget', 'react']) {
  describe(example, () => {
    test('an outbound call, from the button of the host to the saved note', async (t) => {
      const { host } = await start(t, example, '--http');
      const { page, app, problems } = await open(t, host);
      await signIn(app);
      await page.getByRole('button', { name: 'Call Ada' }).click();
      await state(app, 'Calling');
      await state(app, 'In a call');
      await page.getByRole('button', { name: 'End the call' }).click();
      await app.getByLabel('Notes').fill('Calls back on Monday.');
      await app.getByRole('button', { name: 'Save' }).click();
      await state(app, 'Ready');
      await logged(page, 'UPDATE_ENGAGEMENT_SUCCEEDED');
      assert.deepEqual(await log(page), [
        '← READY', '← INITIALIZED', '← LOGGED_IN', '← USER_AVAILABLE', '→ DIAL_NUMBER', '← OUTGOING_CALL_STARTED', '→ CREATE_ENGAGEMENT_SUCCEEDED',
        '← CALL_ANSWERED', '→ END_CALL', '← CALL_ENDED', '← CALL_COMPLETED', '→ UPDATE_ENGAGEMENT_SUCCEEDED',
      ], 'one instance answers, StrictMode or not');
      const completed = await page.locator('#log li', { hasText: 'CALL_COMPLETED' }).textContent();
      assert.match(completed, /"engagementId":1001,.*"hs_call_body":"Calls back on Monday\."/);
      assert.deepEqual(problems, []);
    });

    test('an inbound call, with the keyboard alone', async (t) => {
      const { host } = await start(t, example, '--http');
      const { page, app, problems } = await open(t, host);
      await app.getByRole('button', { name: 'Sign in' }).focus();
      await page.keyboard.press('Enter');
      await state(app, 'Ready');
      await app.getByRole('button', { name: 'Simulate an inbound call' }).focus();
      await page.keyboard.press('Enter');
      await app.getByText('Ada Byrne').waitFor();
      await page.keyboard.press('Enter'); // the cursor stands on Answer
      await state(app, 'In a call');
      await app.getByRole('button', { name: 'Hang up' }).press('Enter');
      await state(app, 'Call ended');
      await page.keyboard.type('Asked for a copy.'); // and now in the notes
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await state(app, 'Ready');
      await logged(page, 'UPDATE_ENGAGEMENT_SUCCEEDED');
      assert.deepEqual((await log(page)).slice(4), [
        '← INCOMING_CALL', '→ CALLER_ID_MATCH_SUCCEEDED', '→ CREATE_ENGAGEMENT_SUCCEEDED', '← CALL_ANSWERED', '← CALL_ENDED', '← CALL_COMPLETED',
        '→ UPDATE_ENGAGEMENT_SUCCEEDED',
      ]);
      assert.match(await page.locator('#log li', { hasText: 'CALL_COMPLETED' }).textContent(), /Asked for a copy/);
      assert.deepEqual(problems, []);
    });

    test('a call that is dialled here and given up, and one that is declined', async (t) => {
      const { host } = await start(t, example, '--http');
      const { page, app } = await open(t, host);
      await signIn(app);
      for (const key of '+4420') await app.getByRole('button', { name: key, exact: true }).click();
      await app.getByRole('button', { name: 'Delete' }).click();
      await app.getByLabel('Number').press('End');
      await app.getByLabel('Number').pressSequentially('12345');
      await app.getByRole('button', { name: 'Call', exact: true }).click();
      await app.getByText('+44212345').waitFor();
      await app.getByRole('button', { name: 'Hang up' }).click();
      await app.getByRole('button', { name: 'Save' }).click();
      await app.getByRole('button', { name: 'Simulate an inbound call' }).click();
      await app.getByRole('button', { name: 'Decline' }).click();
      await state(app, 'Call ended');
      const ends = page.locator('#log li', { hasText: 'CALL_ENDED' });
      await ends.nth(1).waitFor();
      const [first, second] = await ends.allTextContents();
      assert.match(first, /CANCELED/);
      assert.match(second, /REJECTED/);
    });

    test('it is accessible, light and dark, and fits a frame of 320 pixels', async (t) => {
      const { host } = await start(t, example, '--http');
      for (const colorScheme of ['light', 'dark']) {
        const { page, app } = await open(t, host, { colorScheme, viewport: { width: 354, height: 900 } });
        await check(page, `signed out, ${colorScheme}`);
        await signIn(app);
        await state(app, 'Ready');
        await check(page, `ready, ${colorScheme}`);
        await app.getByRole('button', { name: 'Simulate an inbound call' }).click();
        await app.getByText('Ada Byrne').waitFor();
        await check(page, `incoming, ${colorScheme}`);
        await app.getByRole('button', { name: 'Decline' }).click();
        await state(app, 'Call ended');
        await check(page, `notes, ${colorScheme}`);
      }
    });
  });
}

/** Holds the app to the rules of axe, and to the width of its frame. */
async function check(page, when) {
  for (const frame of page.frames()) {
    await frame.evaluate(axe);
    const found = await frame.evaluate(() => axe.run({ iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)));
    assert.deepEqual(found, [], when);
    assert.ok(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${when}: wider than ${frame.url()} is`);
  }
}

test('https, with a certificate of its own, and the line that shows the app inside the vendor\'s pages', async (t) => {
  const { printed, app, host } = await start(t, 'widget');
  assert.match(app, /^https:\/\/localhost:\d+\/$/);
  assert.match(host, /^http:\/\/localhost:\d+\/$/);
  const { problems } = await open(t, host);
  assert.deepEqual(problems, []);

  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(host);
  await page.evaluate(printed.match(/^localStorage.*$/m)[0]);
  const settings = await page.evaluate(() => localStorage.getItem('LocalSettings:Calling:CallingExtensions'));
  assert.deepEqual(JSON.parse(settings), { name: 'Example widget', url: app, isReady: true });
});

test('without openssl it says what to do', async () => {
  const serve = spawn(process.execPath, ['serve.mjs', '--port', '0'], { cwd: join(folder, 'widget'), env: { PATH: '' }, stdio: ['ignore', 'ignore', 'pipe'] });
  rmSync(join(folder, 'widget', '.certificate'), { recursive: true, force: true });
  let said = '';
  serve.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  const [code] = await once(serve, 'close');
  assert.equal(code, 1);
  assert.match(said, /openssl is not installed\. Install openssl .* or run npm start -- --http\./);
});

test('the hook is at most sixty lines', () => {
  const lines = readFileSync(join(folder, 'react', 'src', 'useCalling.ts'), 'utf8').trimEnd().split('\n');
  assert.ok(lines.length <= 60, `${lines.length} lines`);
});

for (const example of ['widget', 'react']) {
  test(`${example} compiles, strictly`, async () => {
    const compiler = spawn(process.execPath, [tool('typescript', 'bin', 'tsc')], { cwd: join(folder, example), stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    compiler.stdout.setEncoding('utf8').on('data', (text) => { said += text; });
    await once(compiler, 'close');
    assert.equal(said, '');
  });
}
