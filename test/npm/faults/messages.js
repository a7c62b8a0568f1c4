// Faults in what a widget says and hears.

import assert from 'node:assert/strict';
import { message, openHost, play, widgetIn } from './setup.js';

const dial = message('DIAL_NUMBER', { phoneNumber: '+442079460123' });

/** A situation, and what has to be true of what happens in it. */
const when = (name, situation, check) => ({
  name,
  hold: async (stage, which) => check(await play(stage, which, situation)),
});

const inConsole = (told) => JSON.stringify(told.filter(([kind]) => kind === 'console'));

export const faults = [
  when(
    '`onFailed` is called for every message whose type ends in `_FAILED`',
    { handlers: ['onFailed'], messages: ['CREATE_ENGAGEMENT_FAILED', 'CALLER_ID_MATCH_FAILED', 'NEW_IN_2030_FAILED'].map((type) => message(type, {})) },
    ({ called }) => assert.deepEqual(called, ['onFailed', 'onFailed', 'onFailed']),
  ),
  when(
    'an ERROR that arrives goes to a handler, and is answered with nothing',
    { handlers: ['onError', 'defaultEventHandler'], messages: [message('ERROR', { message: 'No.' })] },
    ({ posted, called }) => {
      assert.deepEqual(posted, ['SYNC_ACK']);
      assert.deepEqual(called, ['defaultEventHandler', 'onError'], 'READY and the ERROR');
    },
  ),
  {
    name: 'SET_WIDGET_URL moves the conversation to the origin of its address, in both of its forms',
    async hold(stage, which) {
      const iFrameUrl = `${stage.pages.host}/moved?to=here`;
      for (const moved of [message('SET_WIDGET_URL', { iFrameUrl }), { ...message('SET_WIDGET_URL'), iFrameUrl }]) {
        const { told, called } = await play(stage, which, { handlers: ['onReady', 'onDialNumber'], messages: [moved, dial] });
        assert.equal(told.filter(([, name]) => name === 'onReady').at(-1)[2].iFrameUrl, iFrameUrl);
        assert.deepEqual(called, ['onReady', 'onReady', 'onDialNumber']);
      }
    },
  },
  when(
    'every message has an id of its own, in a burst too',
    { calls: Array.from({ length: 10000 }, () => ['userAvailable']) },
    ({ heard }) => assert.equal(new Set(heard.map(({ messageId }) => messageId)).size, 10001),
  ),
  when(
    'a message is not mistaken for a reply because of how its id begins',
    { clock: 17, handlers: ['onDialNumber'], messages: [{ ...dial, messageId: '1732_5' }] },
    ({ called }) => assert.deepEqual(called, ['onDialNumber']),
  ),
  {
    name: 'two sides that start in the same millisecond understand each other',
    async hold(stage, which) {
      // Both packages count ids from the clock; here it stands still for the host's page and for the widget's.
      const { page, close } = await openHost(stage, which, (context) => context.addInitScript(() => { Date.now = () => 1; }));
      const address = stage.widget(which);
      await page.evaluate((src) => show(src), address);
      const frame = await widgetIn(page, address);
      await frame.evaluate(() => start([]));
      await page.waitForFunction(() => told.some(([type]) => type === 'READY'));
      await frame.evaluate(() => {
        attempt('userAvailable');
        finish();
      });
      await page.waitForFunction(() => told.some(([type]) => type === 'finished'));
      const told = await page.evaluate(() => window.told.map(([type]) => type));
      await close();
      assert.ok(told.includes('USER_AVAILABLE'), String(told));
    },
  },
  when(
    'what is no object is ignored',
    { messages: [null, undefined, 'DIAL_NUMBER', 7] },
    ({ told }) => assert.deepEqual(told.filter(([kind]) => kind === 'uncaught'), []),
  ),
  when(
    '`queue: true` keeps what is sent too early, and sends it in order',
    { options: { queue: true }, early: [1, 2, 3].map((number) => ['sendError', { message: `number ${number}` }]) },
    ({ heard }) => assert.deepEqual(heard.map(({ data }) => data?.message).slice(1), ['number 1', 'number 2', 'number 3']),
  ),
  {
    name: 'an answer that has the id of its request reaches its handler, with that id',
    async hold(stage, which) {
      const context = await stage.browser.newContext();
      const { page, frame } = await stage.pages.open(context, which, 'script');
      await frame.evaluate(() => start(['onNavigateToRecordFailed']));
      const id = await page.evaluate(() => new Promise((resolve) => {
        let asked;
        addEventListener('message', ({ data }) => {
          if (data === 'finished') resolve(asked);
          if (data.type !== 'NAVIGATE_TO_RECORD') return;
          asked = data.messageId;
          say({ type: 'NAVIGATE_TO_RECORD_FAILED', messageId: asked, data: {} });
          say({ command: 'finish', args: [] });
        });
        say({ type: 'SYNC', messageId: 'host_0', hostUrl: location.origin });
        say({ command: 'attempt', args: ['navigateToRecord', { objectCoordinates: { portalId: 1, objectId: 2, objectTypeId: '0-1' } }] });
      }));
      const events = await frame.evaluate(() => record.filter(([kind]) => kind === 'handler').map(([, , , event]) => event.messageId));
      await context.close();
      assert.deepEqual(events, [id]);
    },
  },
  when(
    'a type that is named like a property of every object is an unknown type',
    { messages: ['constructor', 'toString', 'hasOwnProperty', '__proto__'].map((type) => message(type)) },
    ({ posted }) => assert.deepEqual(posted, ['SYNC_ACK', 'ERROR', 'ERROR', 'ERROR', 'ERROR']),
  ),
  when('the handshake announces the version of the protocol', {}, ({ heard }) => assert.equal(heard[0].version, '0.9.7')),
  when(
    '`destroy()` ends it all: afterwards nothing is sent, received or called',
    { handlers: ['onDialNumber'], calls: [['destroy'], ['userAvailable']] },
    ({ posted, told }) => {
      assert.deepEqual(posted, ['SYNC_ACK']);
      assert.deepEqual(told.filter(([kind]) => kind === 'threw'), []);
    },
  ),
  when(
    'no payload gets into the console unless `debugMode` is on',
    { handlers: ['onDialNumber'], messages: [dial] },
    ({ told }) => assert.ok(!inConsole(told).includes('2079460123')),
  ),
  when(
    'a message without a handler is no error in the console',
    { messages: [message('END_CALL')] },
    ({ told }) => assert.deepEqual(told.filter(([kind, level]) => kind === 'console' && level === 'error'), []),
  ),
];
