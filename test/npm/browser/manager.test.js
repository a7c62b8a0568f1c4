// IFrameManager of the original SDK and ours, side by side, in both of its roles.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { servePages } from '../compare/pages.js';
import { originalName, packageFolder, tool } from '../setup.js';
import { launch, serve } from './setup.js';

const folders = { original: tool(originalName), ours: packageFolder };

let browser;
let widgets; // serves a widget with one of the packages in it
let hosts; // serves a page that holds one of the packages
let strangers; // serves a widget written by hand

/** A widget that answers SYNC, replies to a message that asks for it, and keeps what it hears. */
const stranger = `<script>
  window.heard = [];
  addEventListener('message', ({ data, origin }) => {
    if (data.type === 'SYNC' && heard.some(({ type }) => type === 'SYNC')) return;
    heard.push(data);
    const say = (message) => parent.postMessage(message, origin);
    if (data.type === 'SYNC') {
      say({ ...data, type: 'SYNC_ACK', debugMode: false, version: '0', iFrameUrl: location.origin });
      say({ type: 'HEARD', messageId: 'widget_0', data: { ...data, messageId: typeof data.messageId } });
      say({ type: 'INITIALIZED', messageId: 'widget_1', data: { isLoggedIn: true } });
      say({ type: 'NEW_IN_2030', messageId: 'widget_2', data: [1] });
      say({ type: 'NO_ID' });
    }
    if (data.type === 'ASK') say({ type: 'ANSWER', messageId: data.messageId, data: 42 });
    if (data.type === 'LAST') say({ type: 'LAST', messageId: 'widget_3' });
  });
</script>`;

before(async () => {
  widgets = await servePages();
  strangers = await serve({ '/': stranger });
  const script = (which) => readFileSync(join(folders[which], 'dist/main.js'), 'utf8').replaceAll('</script', '<\\/script');
  const page = (which) => `<div id="place"></div><script>${script(which)}</script>`;
  hosts = await serve({ '/original': page('original'), '/ours': page('ours') });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const server of [widgets, hosts, strangers]) server?.close();
});

/** Runs something in both packages. */
async function both(run) {
  return { original: await run('original'), ours: await run('ours') };
}

/** A message without its id, which no two runs share. */
const withoutId = ({ messageId, ...rest }) => ({ ...rest, messageId: String(messageId).startsWith('widget_') ? messageId : typeof messageId });

test('has every member of the original, of the same kind', async () => {
  const { original, ours } = await both(async (which) => {
    const context = await browser.newContext();
    const { frame } = await widgets.open(context, which, 'script');
    const members = await frame.evaluate(() => {
      const kinds = {};
      const note = (object, target, prefix) => {
        for (const name of Object.getOwnPropertyNames(target)) {
          if (!['length', 'name', 'prototype', 'constructor'].includes(name)) kinds[prefix + name] = typeof object[name];
        }
      };
      const manager = new IFrameManager({ debugMode: false, onMessageHandler() {} });
      const sdk = new window.default({ debugMode: false, eventHandlers: {} });
      for (const [name, object] of Object.entries({ manager, sdk })) {
        for (let each = object; each !== Object.prototype; each = Object.getPrototypeOf(each)) note(object, each, `${name}.`);
      }
      note(IFrameManager, IFrameManager, 'IFrameManager.');
      return kinds;
    });
    await context.close();
    return members;
  });
  assert.ok(Object.keys(original).length > 40);
  assert.deepEqual(Object.fromEntries(Object.keys(original).map((name) => [name, ours[name]])), original);
});

test('holds the conversation of a widget as the original does', async () => {
  const { original, ours } = await both(async (which) => {
    const context = await browser.newContext();
    const { page, frame } = await widgets.open(context, which, 'script');
    await frame.evaluate(() => {
      window.calls = [];
      window.manager = new IFrameManager({ debugMode: false, onMessageHandler: (event) => calls.push(['handler', event]) });
      window.state = () => ['isReady', 'isIFrameHost', 'debugMode', 'iFrame', 'firstSyncSent', 'destinationHost'].map((name) => manager[name]);
      calls.push(['state', state()]);
      manager.sendMessage({ type: 'TOO_EARLY' });
      window.attempt = () => {
        manager.sendMessage({ type: 'ASK', data: { a: 1 }, extra: true }, (answer) => calls.push(['answer', answer]));
        manager.sendMessage({ type: 'KEPT', messageId: 'widget_7' });
      };
    });
    const heard = await page.evaluate(() => new Promise((resolve) => {
      addEventListener('message', ({ data }) => {
        if (data.type === 'ASK') {
          say({ type: 'ANSWER', messageId: data.messageId, data: 42 });
          say({ type: 'DIAL_NUMBER', messageId: 'widget_2', data: { phoneNumber: '+1' } });
          say({ type: 'SET_WIDGET_URL', messageId: 'widget_3', iFrameUrl: location.origin });
          say({ command: 'finish', args: [] });
        }
        if (data === 'finished') resolve(heard.map(({ message }) => message).slice(0, -1));
      });
      say({ type: 'SYNC', messageId: 'widget_0', hostUrl: location.origin, portalId: 7 });
      say({ command: 'attempt', args: [] });
    }));
    const calls = await frame.evaluate(() => {
      calls.push(['state', state()]);
      manager.remove();
      return calls;
    });
    await context.close();
    return { heard: heard.map(({ version, ...message }) => withoutId(message)), calls: calls.map(([kind, event]) => [kind, kind === 'state' ? event : withoutId(event)]) };
  });
  assert.equal(original.calls.filter(([kind]) => kind === 'answer').length, 1);
  assert.deepEqual(ours, original);
});

test('holds the conversation of a page as the original does', async () => {
  const { original, ours } = await both(async (which) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${hosts.origin}/${which}`);
    const calls = await page.evaluate((src) => new Promise((resolve) => {
      const calls = [];
      const state = () => ['isReady', 'isIFrameHost', 'debugMode', 'destinationHost'].map((name) => manager[name]);
      const size = () => ['src', 'width', 'height', 'id'].map((name) => manager.iFrame.getAttribute(name));
      const manager = new IFrameManager({
        debugMode: false,
        iFrameOptions: { src, width: '300px', height: '200px', hostElementSelector: '#place' },
        onMessageHandler(event) {
          calls.push(['handler', event]);
          if (event.type === 'NEW_IN_2030') {
            manager.sendMessage({ type: 'ASK', data: null }, (answer) => calls.push(['answer', answer]));
            manager.sendMessage({ type: 'LAST' });
          }
          if (event.type !== 'LAST') return;
          manager.updateIFrameSize({ width: 10, height: '50%' });
          calls.push(['state', [...state(), ...size(), manager.firstSyncSent > 0, manager.destinationWindow === frames[0]]]);
          manager.onReady({ a: 1 });
          manager.handleLoadError();
          manager.remove();
          calls.push(['state', [manager.isReady, manager.iFrame, manager.options, document.querySelector('iframe')]]);
          resolve(calls);
        },
      });
      calls.push(['state', [...state(), ...size(), manager.firstSyncSent]]);
    }), `${strangers.origin}/`);
    await context.close();
    return calls.map(([kind, event]) => [kind, kind === 'state' ? event : withoutId(event)]);
  });
  assert.deepEqual(ours, original);
});

test('takes the iframe away, and nothing else, when the conversation is ended', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${hosts.origin}/ours`);
  const left = await page.evaluate((src) => {
    const place = document.querySelector('#place');
    place.textContent = 'Kept';
    const end = [(sdk) => sdk.destroy(), (sdk) => sdk.session.destroy(), (sdk) => sdk.iFrameManager.remove()];
    return end.map((run) => {
      const sdk = new CallingExtensions({ iFrameOptions: { src, width: '300px', height: '200px', hostElementSelector: '#place' }, eventHandlers: {} });
      const { length } = frames;
      run(sdk);
      return [length, frames.length, sdk.iFrameManager.iFrame, place.innerHTML];
    });
  }, `${strangers.origin}/`);
  await context.close();
  assert.deepEqual(left, Array(3).fill([1, 0, null, 'Kept']));
});

test('gives the id of what is sent by its wire type', async () => {
  const context = await browser.newContext();
  const { page, frame } = await widgets.open(context, 'ours', 'script');
  await frame.evaluate(() => start([]));
  await page.evaluate(() => say({ type: 'SYNC', messageId: 'host_0', hostUrl: location.origin }));
  await frame.waitForFunction(() => sdk.session.isReady);
  const id = await frame.evaluate(() => sdk.session.send('USER_AVAILABLE'));
  await page.waitForFunction(() => heard.some(({ message }) => message.type === 'USER_AVAILABLE'));
  const heard = await page.evaluate(() => window.heard.at(-1).message);
  await context.close();
  assert.deepEqual(heard, { type: 'USER_AVAILABLE', messageId: id });
});

test('what the methods send goes through sendMessage, which an application may replace', async () => {
  const { original, ours } = await both(async (which) => {
    const context = await browser.newContext();
    const { frame } = await widgets.open(context, which, 'script');
    const passed = await frame.evaluate(() => {
      start([]);
      const passed = [];
      sdk.sendMessage = (message) => passed.push(message);
      sdk.userAvailable();
      sdk.callAnswered({ externalCallId: '7' });
      return passed;
    });
    await context.close();
    return passed;
  });
  assert.deepEqual(ours, [{ type: 'USER_AVAILABLE' }, { type: 'CALL_ANSWERED', data: { externalCallId: '7' } }]);
  assert.deepEqual(ours, original);
});

test('the static members give what those of the original give', async () => {
  const { original, ours } = await both(async (which) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${hosts.origin}/${which}`);
    const values = await page.evaluate(() => {
      const attempt = (run) => {
        try {
          return run();
        } catch {
          return 'throws';
        }
      };
      return [
        () => IFrameManager.createMessageId('a').slice(0, 2),
        () => IFrameManager.extractHostFromUrl('https://user@a.example:8443/b?c#d'),
        () => IFrameManager.getDestinationHost({ src: 'https://a.example/b' }),
        () => [IFrameManager.formatSize(3), IFrameManager.formatSize('3%')],
        () => IFrameManager.getHostElement('#place').id,
        () => IFrameManager.getHostElement('#nothing'),
        () => IFrameManager.createIFrame({ src: 'https://a.example/', width: '1px', height: '', hostElementSelector: '#place' }),
        () => new IFrameManager({ debugMode: false }),
        () => new window.default({ debugMode: false }),
      ].map(attempt);
    });
    await context.close();
    return values;
  });
  assert.deepEqual(ours, original);
});
