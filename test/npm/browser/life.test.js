// What an application lives through: a burst of messages, the end of the SDK, a host that is not there. Each is played to
// ours; where the original is at fault, the same is played to it, and is seen to fail.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { servePages } from '../compare/pages.js';
import { launch } from './setup.js';

let browser;
let pages;

before(async () => {
  pages = await servePages();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  pages?.close();
});

/** Starts one of the packages with handlers, says messages to it, and gives what happened. */
async function play(which, { handlers = [], options = {}, messages, calls = [] }) {
  const context = await browser.newContext();
  const { page, frame } = await pages.open(context, which, 'script');
  await frame.evaluate(([names, more]) => start(names, more), [handlers, options]);
  const heard = await page.evaluate(([said, called]) => new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === 'finished' && resolve(heard.map(({ message }) => message).slice(0, -1)));
    say({ type: 'SYNC', messageId: 'host_0', hostUrl: location.origin });
    for (const message of said) say(message);
    for (const call of called) say({ command: 'attempt', args: call });
    say({ command: 'finish', args: [] });
  }), [messages ?? [], calls]);
  const told = await frame.evaluate(() => record.map((entry) => entry.slice(0, 3)));
  await context.close();
  return { heard, told, posted: heard.map(({ type }) => type), called: told.filter(([kind]) => kind === 'handler').map(([, name]) => name) };
}

/** Holds ours to something that the original does not do. */
function fixed(name, situation, hold) {
  test(name, async () => {
    hold(await play('ours', situation));
    const original = await play('original', situation);
    assert.throws(() => hold(original), assert.AssertionError, 'the original does this too, so it is no fix');
  });
}

const message = (type, data) => ({ type, messageId: `host_${type}`, data });

fixed(
  'onFailed is called for a message that tells of a failure',
  { handlers: ['onFailed'], messages: [message('CREATE_ENGAGEMENT_FAILED', { error: { message: 'No.' } })] },
  ({ called }) => assert.ok(called.includes('onFailed')),
);

fixed('an ERROR that arrives is answered with nothing', { messages: [message('ERROR', { message: 'No.' })] }, ({ posted }) =>
  assert.deepEqual(posted, ['SYNC_ACK']));

fixed(
  'SET_WIDGET_URL is understood with its address in data',
  { handlers: ['onReady'], messages: [message('SET_WIDGET_URL', { iFrameUrl: 'https://moved.example/widget' })] },
  ({ told }) => assert.equal(told.filter(([, name]) => name === 'onReady').at(-1)[2].iFrameUrl, 'https://moved.example/widget'),
);

fixed(
  'every message of a burst of 10,000 has an id of its own',
  { calls: Array.from({ length: 10000 }, () => ['userAvailable']) },
  ({ heard }) => assert.equal(new Set(heard.map(({ messageId }) => messageId)).size, 10001),
);

fixed('what is no object makes no exception', { messages: [null, undefined] }, ({ told }) =>
  assert.deepEqual(told.filter(([kind]) => kind === 'uncaught'), []));

for (const type of ['constructor', 'toString', 'hasOwnProperty']) {
  fixed(`a type named ${type} is an unknown one`, { messages: [message(type)] }, ({ posted }) =>
    assert.deepEqual(posted, ['SYNC_ACK', 'ERROR']));
}

fixed('the version of the protocol is announced', {}, ({ heard }) => assert.equal(heard[0].version, '0.9.7'));

fixed(
  'no phone number gets into the console',
  { handlers: ['onDialNumber'], messages: [message('DIAL_NUMBER', { phoneNumber: '+442079460123' })] },
  ({ told }) => assert.ok(!JSON.stringify(told.filter(([kind]) => kind === 'console')).includes('2079460123')),
);

fixed('a message without a handler is no error', { messages: [message('END_CALL')] }, ({ told }) =>
  assert.deepEqual(told.filter(([kind, level]) => kind === 'console' && level === 'error'), []));

fixed('after destroy() nothing is posted or called', {
  handlers: ['onDialNumber'],
  calls: [['destroy'], ['userAvailable']],
}, ({ posted, told }) => {
  assert.deepEqual(posted, ['SYNC_ACK']);
  assert.deepEqual(told.filter(([kind]) => kind === 'threw'), []);
});

test('the page in debugMode is told everything', async () => {
  const { told } = await play('ours', { options: { debugMode: true }, messages: [message('DIAL_NUMBER', { phoneNumber: '+442079460123' })] });
  assert.ok(JSON.stringify(told.filter(([kind]) => kind === 'console')).includes('2079460123'));
});

test('what was sent too early is sent in order with queue, and dropped with a warning without', async () => {
  for (const queue of [true, false]) {
    const context = await browser.newContext();
    const { page, frame } = await pages.open(context, 'ours', 'script');
    await frame.evaluate((wanted) => {
      start([], { queue: wanted });
      for (const number of [1, 2, 3]) attempt('sendError', { message: `secret ${number}` });
    }, queue);
    const heard = await page.evaluate(() => new Promise((resolve) => {
      addEventListener('message', ({ data }) => data === 'finished' && resolve(heard.map(({ message }) => message.data?.message).slice(1, -1)));
      say({ type: 'SYNC', messageId: 'host_0' });
      say({ command: 'finish', args: [] });
    }));
    const warnings = await frame.evaluate(() => record.filter(([kind, level]) => kind === 'console' && level === 'warn').map(([, , words]) => words));
    assert.deepEqual(heard, queue ? ['secret 1', 'secret 2', 'secret 3'] : []);
    assert.equal(warnings.length, queue ? 0 : 3);
    for (const warning of warnings) assert.ok(warning.includes('ERROR') && !warning.includes('secret'), warning);
    await context.close();
  }
});

test('ready() tells why it waits in vain', async () => {
  const context = await browser.newContext();
  const { frame } = await pages.open(context, 'ours', 'script');
  const reasons = await frame.evaluate(async () => {
    start([]);
    const reason = (promise) => promise.then(() => 'ready', ({ message }) => message);
    const late = await reason(sdk.ready({ timeoutMs: 1 }));
    const waiting = reason(sdk.ready());
    sdk.destroy();
    return [late, await waiting, await reason(sdk.ready())];
  });
  assert.match(reasons[0], /not ready within 1 ms/);
  assert.match(reasons[1], /destroyed/);
  assert.match(reasons[2], /destroyed/);
  await context.close();
});
