// Messages between windows, as far as plain Node can tell. The tests in a browser do the rest.

import assert from 'node:assert/strict';
import { beforeEach, afterEach, mock, test } from 'node:test';
import { lamp } from './protocol.js';
import { accept } from './runtime.js';

let listeners;
let parent;

beforeEach(() => {
  listeners = new Set();
  parent = { postMessage: mock.fn() };
  globalThis.window = {
    parent,
    origin: 'https://app.test',
    addEventListener: (type, listener) => listeners.add(listener),
    removeEventListener: (type, listener) => listeners.delete(listener),
  };
});
afterEach(() => delete globalThis.window);

const say = (data, source = parent, origin = 'https://host.test') => listeners.forEach((listen) => listen({ data, source, origin }));
const posted = () => parent.postMessage.mock.calls.map(({ arguments: [message, target] }) => [message.kind, target]);

test('speaks to the window around it, at the origin that the browser tells', () => {
  const session = accept(lamp, {});
  say({ kind: 'HELLO', seq: '1', hostUrl: 'https://attacker.test' });
  session.send('GLOW', {});
  assert.deepEqual(posted(), [['WELCOME', 'https://host.test'], ['GLOW', 'https://host.test']]);
});

test('hears no other window', () => {
  const onSwitch = mock.fn();
  const session = accept(lamp, { eventHandlers: { onSwitch } });
  const stranger = { postMessage: mock.fn() };
  for (const source of [stranger, null, window]) say({ kind: 'HELLO', seq: '1' }, source);
  assert.equal(session.isReady, false);
  say({ kind: 'HELLO', seq: '1' });
  for (const source of [stranger, null, window]) say({ kind: 'SWITCH', seq: '2' }, source);
  assert.equal(onSwitch.mock.callCount(), 0);
});

test('has no answer for a page without an origin', () => {
  const session = accept(lamp, {});
  say({ kind: 'HELLO', seq: '1' }, parent, 'null');
  assert.equal(session.isReady, false);
  assert.deepEqual(posted(), []);
});

test('speaks to another window when told to', () => {
  const peer = { postMessage: mock.fn() };
  const session = accept(lamp, { peer });
  say({ kind: 'HELLO', seq: '1' });
  assert.equal(session.isReady, false);
  say({ kind: 'HELLO', seq: '1' }, peer);
  assert.equal(session.isReady, true);
  assert.equal(peer.postMessage.mock.callCount(), 1);
});

test('leaves no listener behind', () => {
  const session = accept(lamp, {});
  assert.equal(listeners.size, 1);
  session.destroy();
  assert.equal(listeners.size, 0);
});
