// The host's side of the package in a real browser: it makes the iframe, and holds the conversation with whatever is loaded
// in it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { servePages } from '../compare/pages.js';
import { launch, serve } from './setup.js';

let browser;
let widgets; // serves widgets, which `start()` starts
let elsewhere; // serves widgets on another origin
let host; // serves the page around a widget

before(async () => {
  widgets = await servePages();
  elsewhere = await servePages();
  host = await serve({ '/': '<div id="place"><p id="kept">Kept</p></div><script>window.told = [];</script>' });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const server of [widgets, elsewhere, host]) server?.close();
});

const sync = { hostUrl: 'https://crm.example', portalId: 7, userId: 8, ownerId: 9, engagementId: 10, iframeLocation: 'remote', usesCallingWindow: true };
const address = ({ widget }) => `${widget}/ours/script`;

/** Opens a page that shows a widget; what its handlers are told is in `told`. */
async function show(src, options = {}, prepare = () => {}) {
  const context = await browser.newContext();
  await prepare(context);
  const page = await context.newPage();
  const noise = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(host.origin);
  await page.evaluate(async ([frame, greeting, more]) => {
    const { Host } = await import('/dist/host.js');
    const note = (name) => (data) => told.push([name, data]);
    const eventHandlers = Object.fromEntries(['onReady', 'onSyncAckFailed', 'onInitialized', 'onSetWidgetUrl'].map((name) => [name, note(name)]));
    window.host = new Host({ frame, sync: greeting, eventHandlers, ...more });
  }, [{ src, parent: '#place', width: '300', title: 'Phone' }, sync, options]);
  return { context, page, noise, told: () => page.evaluate(() => window.told) };
}

/** Starts the widget in the frame, once it has loaded from an origin. */
async function startIn(page, origin) {
  await page.waitForFunction(() => document.querySelector('iframe'));
  const frame = await (await page.$('iframe')).contentFrame();
  await frame.waitForURL(`${origin}/**`);
  await frame.waitForFunction(() => window.start);
  await frame.evaluate(() => start(['onReady', 'onDialNumber']));
  await frame.waitForFunction(() => record.some(([, name]) => name === 'onReady'));
  return frame;
}

test('makes the frame, greets the widget and talks to it', async () => {
  const { context, page, told, noise } = await show(address(widgets));
  const frame = await startIn(page, widgets.widget);
  assert.deepEqual(await frame.evaluate(() => record.find(([, name]) => name === 'onReady')[2]), sync);
  await frame.evaluate(() => sdk.initialized({ isLoggedIn: true }));
  await page.waitForFunction(() => told.length === 2);
  assert.deepEqual((await told()).map(([name]) => name), ['onReady', 'onInitialized']);
  await page.evaluate(() => window.host.dialNumber({ phoneNumber: '+442079460123' }));
  await frame.waitForFunction(() => record.some(([, name, data]) => name === 'onDialNumber' && data.phoneNumber === '+442079460123'));
  const attributes = await page.evaluate(() => [...document.querySelector('iframe').attributes].map(({ name, value }) => [name, value]).sort());
  assert.deepEqual(attributes, [
    ['allow', 'autoplay; clipboard-write; microphone; speaker-selection'], ['src', address(widgets)], ['title', 'Phone'], ['width', '300'],
  ]);
  assert.equal(await page.evaluate(() => document.getElementById('place').firstElementChild.id), 'kept');
  assert.deepEqual(noise, [], 'nothing in the console');
  await context.close();
});

test('shakes hands again with a frame that was loaded again', async () => {
  const { context, page, told } = await show(address(widgets));
  const frame = await startIn(page, widgets.widget);
  await Promise.all([frame.waitForNavigation(), frame.evaluate(() => location.reload())]);
  await startIn(page, widgets.widget);
  await page.waitForFunction(() => told.length === 2);
  assert.deepEqual((await told()).map(([name]) => name), ['onReady', 'onReady']);
  await context.close();
});

test('follows the widget to origins that are allowed, and to no other', async () => {
  const { context, page, told } = await show(address(widgets), { allowedOrigins: [elsewhere.widget] });
  const frame = await startIn(page, widgets.widget);
  await frame.evaluate(() => sdk.setWidgetUrl({ iFrameUrl: 'https://attacker.example/' }));
  await page.waitForFunction(() => told.length === 2);
  assert.equal(await page.evaluate(() => document.querySelector('iframe').src), address(widgets));
  assert.equal(await page.evaluate(() => window.host.session.isReady), true);
  await frame.evaluate((iFrameUrl) => sdk.setWidgetUrl({ iFrameUrl }), address(elsewhere));
  await startIn(page, elsewhere.widget);
  await page.waitForFunction(() => told.length === 4);
  assert.deepEqual((await told()).map(([name]) => name), ['onReady', 'onSetWidgetUrl', 'onSetWidgetUrl', 'onReady']);
  await context.close();
});

test('gives up after 30 seconds, and says so', async () => {
  const { context, page, told } = await show(`${host.origin}/`, {}, (context) => context.clock.install());
  const reason = page.evaluate(() => window.host.ready().catch(({ message }) => message));
  await page.clock.runFor(29_000);
  assert.deepEqual(await told(), []);
  await page.clock.runFor(2_000);
  assert.deepEqual((await told()).map(([name]) => name), ['onSyncAckFailed']);
  assert.match(await reason, /no answer/);
  await context.close();
});

test('leaves nothing behind', async () => {
  const { context, page, told } = await show(address(widgets));
  const frame = await startIn(page, widgets.widget);
  await page.waitForFunction(() => told.length === 1);
  await page.evaluate(() => {
    window.host.destroy();
    window.host.dialNumber({ phoneNumber: '+1' });
    window.host.session.restart();
  });
  assert.equal(frame.isDetached(), true);
  assert.equal(await page.evaluate(() => document.querySelector('iframe')), null);
  assert.equal(await page.evaluate(() => document.getElementById('kept').textContent), 'Kept');
  assert.deepEqual((await told()).map(([name]) => name), ['onReady']);
  await context.close();
});
