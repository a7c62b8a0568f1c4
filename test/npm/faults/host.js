// Faults of the page around a widget. Ours has the drop-in for it, under the options of the original, and `…/host` besides.

import assert from 'node:assert/strict';
import { openHost, widgetIn } from './setup.js';

/** Everything that a widget can say, and the handler that it reaches. */
const said = {
  initialized: 'onInitialized', userAvailable: 'onUserAvailable', userUnavailable: 'onUserUnavailable', userLoggedIn: 'onLoggedIn',
  userLoggedOut: 'onLoggedOut', incomingCall: 'onIncomingCall', outgoingCall: 'onOutgoingCallStarted', callAnswered: 'onCallAnswered',
  callTransferred: 'onCallTransferred', navigateToRecord: 'onNavigateToRecord', callData: 'onCallData', callEnded: 'onCallEnded',
  callCompleted: 'onCallCompleted', publishToChannel: 'onPublishToChannel', finalizeEngagement: 'onFinalizeEngagement',
  resizeWidget: 'onResizeWidget', sendError: 'onError',
};
const sync = { hostUrl: 'https://crm.example', portalId: 7, userId: 8, ownerId: 9, engagementId: 10, iframeLocation: 'remote', usesCallingWindow: true };

/** Shows a widget through `…/host`, or through the class, which is all that the original has. */
const showWith = (page, which, address, place) => page.evaluate(async ([host, src, parent, greeting, names]) => {
  const eventHandlers = Object.fromEntries(names.map((name) => [name, () => told.push([name])]));
  if (!host) return show(src, { place: parent, sync: greeting, eventHandlers });
  const { Host } = await import('/dist/host.js');
  window.host = new Host({ frame: { src, parent }, sync: greeting, eventHandlers });
}, [which === 'host', address, place, sync, ['onReady', ...Object.values(said)]]);

/** What a package has to show a widget with: ours has `…/host`, and the class under the options of the original. */
const ways = { ours: ['host', 'class'], original: ['class'] };

export const faults = [
  {
    name: 'the handshake waits for one answer, however often it is repeated',
    async hold(stage, which) {
      const { page, close } = await openHost(stage, which);
      await page.evaluate((src) => show(src), `${stage.strangers.origin}/`);
      await page.waitForFunction(() => frames[0]);
      const silent = page.frames().at(-1);
      await silent.waitForFunction(() => window.heard?.length >= 3);
      const ids = await silent.evaluate(() => heard.map(({ messageId }) => messageId));
      await close();
      assert.equal(new Set(ids).size, 1);
    },
  },
  {
    name: 'a frame that does not load is reported',
    async hold(stage, which) {
      const { page, close } = await openHost(stage, which, async (context) => {
        await context.route('**/never', () => {}); // which is never answered
        await context.clock.install();
      });
      await page.evaluate((src) => show(src), `${stage.strangers.origin}/never`);
      await page.evaluate(() => document.querySelector('iframe').dispatchEvent(new Event('error')));
      await page.clock.runFor(31_000);
      const told = await page.evaluate(() => window.told);
      await close();
      assert.deepEqual(told.map(([type]) => type), ['SYNC_ACK_FAILED']);
    },
  },
  {
    name: 'two frames on a page have nothing in common, not even an id',
    async hold(stage, which) {
      for (const way of ways[which]) {
        const { page, close } = await openHost(stage, which);
        for (const place of ['#left', '#right']) await showWith(page, way, stage.widget(which), place);
        const ids = await page.evaluate(() => [...document.querySelectorAll('iframe')].map(({ id }) => id));
        await close();
        assert.equal(ids.length, 2);
        assert.equal(new Set(ids.filter((id) => id)).size, ids.filter((id) => id).length, way);
      }
    },
  },
  {
    name: 'the element that a frame is put into keeps what is in it',
    async hold(stage, which) {
      for (const way of ways[which]) {
        const { page, close } = await openHost(stage, which);
        await showWith(page, way, stage.widget(which), '#right');
        const left = () => page.evaluate(() => document.getElementById('kept')?.textContent);
        assert.equal(await left(), 'Kept', way);
        await page.evaluate(way === 'host' ? () => window.host.destroy() : () => window.host.iFrameManager.remove());
        assert.equal(await left(), 'Kept', `${way}, when the frame is gone`);
        await close();
      }
    },
  },
  {
    name: 'the host sends every field of the handshake, and has a handler for each message of the widget',
    async hold(stage, which) {
      const { page, close } = await openHost(stage, which);
      const address = stage.widget(which);
      await showWith(page, which === 'ours' ? 'host' : 'class', address, '#left');
      const frame = await widgetIn(page, address);
      await frame.evaluate(() => start(['onReady']));
      await frame.waitForFunction(() => record.some(([, name]) => name === 'onReady'));
      const ready = await frame.evaluate(() => record.find(([, name]) => name === 'onReady')[2]);
      await frame.evaluate((methods) => {
        for (const method of methods) attempt(method, { message: 'Hello' });
        finish();
      }, Object.keys(said));
      await page.waitForFunction(() => told.some(([type]) => type === 'finished'));
      const told = await page.evaluate(() => window.told.map(([name]) => name));
      const { record } = await frame.evaluate(() => ({ record: window.record }));
      await close();
      assert.deepEqual(ready, sync);
      assert.deepEqual(told, ['onReady', ...Object.values(said), 'finished']);
      assert.deepEqual(record.filter(([, name]) => name === 'ERROR'), []);
    },
  },
  {
    name: 'a widget does not switch on the `debugMode` of its host',
    async hold(stage, which) {
      const { page, close } = await openHost(stage, which);
      const address = stage.widget(which);
      await page.evaluate((src) => show(src), address);
      const frame = await widgetIn(page, address);
      await frame.evaluate(() => start([], { debugMode: true }));
      await page.waitForFunction(() => told.some(([type]) => type === 'READY'));
      await frame.evaluate(() => finish());
      await page.waitForFunction(() => told.some(([type]) => type === 'finished'));
      const debugMode = await page.evaluate(() => host.iFrameManager.debugMode);
      await close();
      assert.equal(debugMode, false);
    },
  },
];
