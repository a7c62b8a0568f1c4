// What a widget takes, and what it refuses. These situations are attacks: they are played to ours alone.

import assert from 'node:assert/strict';
import { message } from './setup.js';

/** Opens the widget in the host's page, with handlers that keep what they are told. */
async function open({ browser, pages }, handlers) {
  const context = await browser.newContext();
  const { page, frame } = await pages.open(context, 'ours', 'script');
  await frame.evaluate((names) => start(names), handlers);
  return { page, frame, close: () => context.close() };
}

/** Adds a frame of some address to the host's page. */
async function addFrame(page, address) {
  const element = await page.evaluateHandle((src) => new Promise((resolve) => {
    const stranger = document.body.appendChild(document.createElement('iframe'));
    stranger.onload = () => resolve(stranger);
    stranger.src = src;
  }), address);
  return element.contentFrame();
}

/** Lets a frame of the host's page talk to the widget, which has heard it when the promise resolves. */
async function talk(page, stranger, messages) {
  await stranger.evaluate((said) => {
    for (const each of said) parent.frames[0].postMessage(each, '*');
  }, messages);
  await page.evaluate(() => new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === 'finished' && resolve());
    say({ command: 'finish', args: [] });
  }));
}

const called = (frame) => frame.evaluate(() => record.filter(([kind]) => kind === 'handler').map(([, name]) => name));

const dial = message('DIAL_NUMBER', { phoneNumber: '+442079460123' });
const sync = (hostUrl) => ({ type: 'SYNC', messageId: 'host_0', hostUrl });

export const faults = [
  {
    name: 'the host is the window around the widget, at the origin that the browser tells',
    alone: true,
    async hold(stage) {
      const { page, frame, close } = await open(stage, ['onReady', 'onDialNumber']);
      const stranger = await addFrame(page, `${stage.strangers.origin}/`);
      await talk(page, stranger, [sync(stage.strangers.origin), dial]);
      assert.deepEqual(await called(frame), [], 'a stranger is no host');

      // The host claims an address that is not its own. It is answered where it is.
      const answered = await page.evaluate((claimed) => new Promise((resolve) => {
        addEventListener('message', ({ data }) => data.type === 'SYNC_ACK' && resolve(true));
        say({ type: 'SYNC', messageId: 'host_0', hostUrl: claimed });
      }), stage.strangers.origin);
      assert.ok(answered);
      assert.deepEqual(await stranger.evaluate(() => heard), []);
      await close();
    },
  },
  {
    name: 'messages are taken from the window that is talked to, and from no other one',
    alone: true,
    async hold(stage) {
      const { page, frame, close } = await open(stage, ['onReady', 'onDialNumber']);
      await page.evaluate((message) => say(message), sync(stage.pages.host));
      await frame.waitForFunction(() => record.some(([, name]) => name === 'onReady'));
      // Of the host's own origin, and yet not the host.
      const neighbour = await addFrame(page, `${stage.pages.host}/none`);
      await talk(page, neighbour, [dial, { ...message('SET_WIDGET_URL'), iFrameUrl: stage.strangers.origin }]);
      assert.deepEqual(await called(frame), ['onReady']);
      await close();
    },
  },
  {
    name: 'nothing is taken in before the handshake',
    alone: true,
    async hold(stage) {
      const { page, frame, close } = await open(stage, ['onReady', 'onDialNumber']);
      await page.evaluate((message) => say(message), dial);
      await page.evaluate((message) => say(message), sync(stage.pages.host));
      await frame.waitForFunction(() => record.some(([, name]) => name === 'onReady'));
      assert.deepEqual(await called(frame), ['onReady']);
      await close();
    },
  },
];
