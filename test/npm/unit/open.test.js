// The side of a handshake that speaks first, and both sides together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lamp, wall } from './protocol.js';
import { accept, open, pair } from './runtime.js';
import { settled, wire } from './wire.js';

function start({ side = wall, options = {}, greeting } = {}) {
  const line = wire();
  const calls = [];
  const eventHandlers = Object.fromEntries(
    ['onLit', 'onDark', 'onMove', 'onGlow', 'onUnhandled'].map((name) => [name, (data) => calls.push([name, data])]),
  );
  const session = open(side, { transport: line.transport, origin: line.origin, eventHandlers, ...options }, greeting);
  const answer = (change, origin) => line.say({ ...line.received[0], kind: 'WELCOME', socket: 'E27', ...change }, origin);
  return { line, calls, session, answer };
}

test('repeats itself until it is answered', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { line, calls, session, answer } = start({ greeting: { wall: 'north' } });
  t.mock.timers.tick(300);
  await settled();
  assert.equal(line.received.length, 4);
  assert.deepEqual(new Set(line.received.map(({ seq }) => seq)).size, 1);
  assert.equal(line.received[0].wall, 'north');
  await answer();
  assert.deepEqual(calls, [['onLit', { wall: 'north', socket: 'E27' }]]);
  assert.equal(session.isReady, true);
  t.mock.timers.tick(5_000);
  await settled();
  assert.equal(line.received.length, 4);
  assert.equal(calls.length, 1);
});

test('gives up in the end, and can begin again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { line, calls, session } = start();
  const waiting = session.ready();
  t.mock.timers.tick(1_000);
  await assert.rejects(waiting, { message: '[lamps@3] no answer' });
  await assert.rejects(session.ready());
  assert.deepEqual(calls, [['onDark', undefined]]);
  t.mock.timers.tick(1_000);
  await settled();
  const before = line.received.length;
  session.restart();
  await settled();
  assert.equal(line.received.length, before + 1);
  await line.say({ ...line.received.at(-1), kind: 'WELCOME' });
  await session.ready();
  session.destroy();
});

test('says it once where the protocol has no retry, and waits for ever where it has no limit', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { retryMillis, timeoutMillis, ...side } = wall;
  const { line, calls } = start({ side });
  t.mock.timers.tick(1_000_000);
  await settled();
  assert.deepEqual([line.received.length, calls.length], [1, 0]);
});

test('an answer has to come from the right origin and carry the id', async () => {
  const { answer, session } = start();
  await settled();
  await answer({}, 'https://attacker.test');
  await answer({ seq: 'guess' });
  assert.equal(session.isReady, false);
  await answer();
  assert.equal(session.isReady, true);
  await answer({ socket: 'again' });
  session.destroy();
});

test('follows a redirect only where it may, and then begins again', async () => {
  const { line, session, answer, calls } = start({ options: { allowedOrigins: ['https://moved.test'] } });
  await settled();
  await answer();
  await line.say({ kind: 'MOVE', seq: 'l1', body: { address: 'https://attacker.test/' } });
  await line.say({ kind: 'MOVE', seq: 'l1', body: { address: 'nowhere' } });
  assert.equal(session.isReady, true);
  await line.say({ kind: 'MOVE', seq: 'l1', body: { address: 'https://moved.test/lamp' } });
  assert.equal(session.isReady, false);
  await line.say({ kind: 'GLOW', seq: 'l2' });
  assert.equal(calls.filter(([name]) => name === 'onGlow').length, 0);
  session.destroy();
});

test('both sides find each other, talk and part', async () => {
  const [one, two] = pair();
  const calls = [];
  const note = (name) => (data) => calls.push([name, data]);
  const theLamp = accept(lamp, { transport: one, eventHandlers: { onSwitch: note('onSwitch'), onLit: note('lamp') } });
  const theWall = open(wall, { transport: two, origin: one.origin, eventHandlers: { onGlow: note('onGlow'), onHuh: note('onHuh'), onLit: note('wall') } }, { wall: 'west' });
  await Promise.all([theLamp.ready(), theWall.ready()]);
  theWall.send('SWITCH', { on: true });
  theLamp.send('GLOW', { lumen: 800 });
  theWall.send('DANCE');
  await settled();
  assert.deepEqual(calls.slice(0, 4), [
    ['lamp', { wall: 'west', socket: undefined }],
    ['wall', { wall: 'west', socket: undefined }],
    ['onSwitch', { on: true }],
    ['onGlow', { lumen: 800 }],
  ]);
  assert.equal(calls[4][0], 'onHuh');
  assert.equal(calls[4][1].received.kind, 'DANCE');
  theLamp.destroy();
  theWall.send('SWITCH', { on: false });
  await settled();
  assert.equal(calls.length, 5);
  theWall.destroy();
});
