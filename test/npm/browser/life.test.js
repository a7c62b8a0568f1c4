// What an application lives through, where the original SDK has nothing to be compared with; see ../faults for the rest.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { servePages } from '../compare/pages.js';
import { play, message } from '../faults/setup.js';
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

test('the page in debugMode is told everything', async () => {
  const { told } = await play({ browser, pages }, 'ours', { options: { debugMode: true }, messages: [message('DIAL_NUMBER', { phoneNumber: '+442079460123' })] });
  assert.ok(JSON.stringify(told.filter(([kind]) => kind === 'console')).includes('2079460123'));
});

test('what was sent too early is dropped with a warning that names its type alone, unless there is a queue', async () => {
  for (const queue of [true, false]) {
    const { posted, told } = await play({ browser, pages }, 'ours', { options: { queue }, early: [['sendError', { message: 'secret' }]] });
    const warnings = told.filter(([kind, level]) => kind === 'console' && level === 'warn').map(([, , words]) => words);
    assert.deepEqual(posted, queue ? ['SYNC_ACK', 'ERROR'] : ['SYNC_ACK']);
    assert.equal(warnings.length, queue ? 0 : 1);
    for (const warning of warnings) assert.ok(warning.includes('ERROR') && !warning.includes('secret'), warning);
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
  assert.match(reasons[0], /not ready in time/);
  assert.match(reasons[1], /destroyed/);
  assert.match(reasons[2], /destroyed/);
  await context.close();
});
