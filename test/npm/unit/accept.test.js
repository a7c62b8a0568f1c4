// The side of a handshake that is spoken to.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { lamp, without } from './protocol.js';
import { accept } from './runtime.js';
import { settled, wire } from './wire.js';

const hello = { kind: 'HELLO', seq: 'w1', wall: 'north', extra: 7 };

/** A lamp, connected unless told otherwise, with a list of the calls of its handlers. */
async function start({ options = {}, side = lamp, connected = true, handlers = [] } = {}) {
  const line = wire();
  const calls = [];
  const note = (name) => (data, event) => calls.push([name, data, event]);
  const names = ['onLit', 'onSwitch', 'onHuh', 'onComplaint', 'onMove', 'onBroke', 'onUnhandled', ...handlers];
  const eventHandlers = Object.fromEntries(names.map((name) => [name, note(name)]));
  const session = accept(side, { transport: line.transport, eventHandlers, ...options });
  if (connected) {
    await line.say(hello);
    line.received.length = calls.length = 0;
  }
  return { line, calls, session, eventHandlers };
}

test('accepts, echoing every member and filling its own', async () => {
  const { line, session, calls } = await start({ connected: false });
  assert.equal(session.isReady, false);
  await line.say(hello);
  assert.deepEqual(line.received, [
    { kind: 'WELCOME', seq: 'w1', wall: 'north', extra: 7, version: '3', from: 'https://tested.test', verbose: false },
  ]);
  const data = { wall: 'north', socket: undefined };
  assert.deepEqual(calls, [['onLit', data, { kind: 'LIT', body: data }]]);
  assert.equal(session.isReady, true);
});

test('answers before it tells the application, which may send at once', async () => {
  const { line, session, eventHandlers } = await start({ connected: false });
  eventHandlers.onLit = () => session.send('GLOW', { lumen: 800 });
  await line.say(hello);
  assert.deepEqual(line.received.map(({ kind }) => kind), ['WELCOME', 'GLOW']);
});

test('without echo, the answer is a message of its own', async () => {
  const line = wire();
  const side = { ...lamp, echo: false };
  accept(side, { transport: line.transport }, { socket: 'E27' });
  await line.say(hello);
  const [{ seq, ...answer }] = line.received;
  assert.notEqual(seq, 'w1');
  assert.deepEqual(answer, { kind: 'WELCOME', socket: 'E27', version: '3', from: 'https://tested.test', verbose: false });
});

test('ignores whoever opens again, also from elsewhere', async () => {
  const { line, calls, session } = await start();
  await line.say(hello);
  await line.say({ ...hello, wall: 'south' }, 'https://attacker.test');
  assert.deepEqual([line.received, calls], [[], []]);
  session.send('GLOW', {});
  await settled();
  assert.equal(line.received.length, 1, 'the peer is still the first one');
});

test('accepts allowed origins only', async () => {
  const pattern = /^https:\/\/[a-z]+\.test$/g;
  const { line } = await start({ connected: false, options: { allowedOrigins: ['https://one.example', pattern] } });
  await line.say(hello, 'https://two.example');
  await line.say(hello, 'https://one.example.attacker.example');
  assert.equal(pattern.test('https://a.test'), true); // leaves a lastIndex behind
  assert.deepEqual(line.received, []);
  await line.say(hello);
  assert.equal(line.received.length, 1);
});

test('takes messages of the accepted origin alone', async () => {
  const { line, calls } = await start();
  await line.say({ kind: 'SWITCH', seq: 'w2', body: { on: true } }, 'https://attacker.test');
  assert.deepEqual(calls, []);
  const event = { kind: 'SWITCH', seq: 'w3', body: { on: true } };
  await line.say(event);
  assert.deepEqual(calls, [['onSwitch', { on: true }, event]]);
});

test('takes nothing before somebody was accepted', async () => {
  const { line, calls } = await start({ connected: false });
  await line.say({ kind: 'SWITCH', seq: 'w1', body: {} });
  await line.say({ kind: 'NONSENSE', seq: 'w1' });
  assert.deepEqual([line.received, calls], [[], []]);
});

test('ignores what is no message', async () => {
  const { line, calls } = await start();
  const noise = [null, undefined, 0, 1, '', 'SWITCH', true, [], ['SWITCH'], () => {}, {}, { kind: 5, seq: 'w' }];
  for (const message of [...noise, { kind: 'SWITCH' }, { kind: 'SWITCH', seq: '' }, { seq: 'w2' }]) {
    await line.say(message);
  }
  assert.deepEqual([line.received, calls], [[], []]);
});

test('answers a type that it does not know, and tells of it', async () => {
  for (const kind of ['DANCE', 'constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    const { line, calls } = await start();
    const event = { kind, seq: 'w2', body: [1] };
    await line.say(event);
    const [{ seq, ...answer }] = line.received;
    assert.equal(typeof seq, 'string');
    assert.deepEqual(answer, { kind: 'HUH', body: { received: event } });
    assert.deepEqual(calls, [['onUnhandled', [1], event]]);
  }
});

test('never answers the answer, understood or not', async () => {
  for (const side of [lamp, { ...lamp, receives: '', choices: {} }]) {
    const { line, calls } = await start({ side });
    for (const body of [{ received: {} }, { why: 'unknown' }, undefined, null, 'text']) {
      await line.say({ kind: 'HUH', seq: 'w2', body });
    }
    assert.deepEqual(line.received, []);
    assert.equal(calls.length, 5);
  }
});

test('tells payloads that share a type apart', async () => {
  const { line, calls } = await start();
  for (const body of [{ why: 'unknown', words: 'x' }, { words: 'too bright' }, { words: undefined }, null, [1]]) {
    await line.say({ kind: 'HUH', seq: 'w2', body });
  }
  const names = calls.map(([name]) => name);
  assert.deepEqual(names, ['onHuh', 'onComplaint', 'onUnhandled', 'onUnhandled', 'onUnhandled']);
});

test('calls the handler that catches, then the one of the message, or the one for the rest', async () => {
  const { line, calls, eventHandlers } = await start({ handlers: ['onBulbBroke'] });
  await line.say({ kind: 'BULB_BROKE', seq: 'w2', body: 1 });
  await line.say({ kind: 'SHADE_BROKE', seq: 'w3', body: 2 });
  delete eventHandlers.onBulbBroke;
  await line.say({ kind: 'BULB_BROKE', seq: 'w4', body: 3 });
  assert.deepEqual(calls.map(([name, data]) => `${name} ${data}`), [
    'onBroke 1', 'onBulbBroke 1',
    'onBroke 2', 'onUnhandled 2',
    'onBroke 3', 'onUnhandled 3',
  ]);
});

test('a made-up message that does arrive reaches its handler', async () => {
  const { line, calls } = await start();
  await line.say({ kind: 'LIT', seq: 'w2', body: { wall: 'east' } });
  assert.deepEqual(calls.map(([name, data]) => [name, data]), [['onLit', { wall: 'east' }]]);
});

for (const [layout, move] of [
  ['nested', { kind: 'MOVE', seq: 'w2', body: { address: 'https://moved.test/lamp?x=1' } }],
  ['flat', { kind: 'MOVE', seq: 'w2', address: 'https://moved.test/lamp?x=1' }],
]) {
  test(`follows a ${layout} redirect to the origin of its address`, async () => {
    const { line, calls } = await start();
    await line.say(move, 'https://attacker.test');
    assert.deepEqual(calls, []);
    await line.say(move);
    const payload = { address: 'https://moved.test/lamp?x=1' };
    assert.deepEqual(calls.map(([name, data]) => [name, data]), [['onMove', payload], ['onLit', payload]]);
    calls.length = 0;
    await line.say({ kind: 'SWITCH', seq: 'w3' });
    assert.deepEqual(calls, [], 'the old origin is nobody now');
    await line.say({ kind: 'SWITCH', seq: 'w4' }, 'https://moved.test');
    assert.equal(calls.length, 1);
  });
}

test('follows no redirect to nowhere, or to where it must not', async () => {
  const { line, calls } = await start({ options: { allowedOrigins: ['https://other.test'] } });
  for (const address of ['https://elsewhere.test', 'lamp.html', '', 7, null, undefined, 'data:text/html,x', 'javascript:1']) {
    await line.say({ kind: 'MOVE', seq: 'w2', body: { address } });
  }
  await line.say({ kind: 'MOVE', seq: 'w2', body: null });
  assert.deepEqual([...new Set(calls.map(([name]) => name))], ['onMove']);
  calls.length = 0;
  await line.say({ kind: 'SWITCH', seq: 'w3' });
  assert.equal(calls.length, 1, 'the peer has not changed');
});

test('restarted, it waits to be spoken to again', async () => {
  const { line, session } = await start();
  session.restart();
  assert.equal(session.isReady, false);
  await line.say(hello, 'https://third.test');
  assert.equal(session.isReady, true);
});

test('destroyed, it neither hears, calls nor sends', async () => {
  const { line, session, calls } = await start();
  session.destroy();
  assert.deepEqual([line.listeners, session.isReady], [0, false]);
  await line.say({ kind: 'SWITCH', seq: 'w2' });
  assert.equal(session.send('GLOW', {}), undefined);
  session.restart();
  await line.say(hello);
  session.destroy();
  assert.deepEqual([line.received, calls, session.isReady], [[], [], false]);
});

test('destroyed by a handler, it calls no other one', async () => {
  const { line, session, calls, eventHandlers } = await start();
  eventHandlers.onBroke = () => session.destroy();
  await line.say({ kind: 'BULB_BROKE', seq: 'w2' });
  assert.deepEqual(calls, []);
});

test('a protocol with fixed members sends them, and wants them', async () => {
  const fixed = { volts: 230 };
  const side = { ...lamp, typeOf: (message) => message?.volts === 230 && message.kind, write: (...args) => ({ ...lamp.write(...args), ...fixed }) };
  const { line, session, calls } = await start({ side, connected: false });
  await line.say(hello);
  assert.equal(session.isReady, false);
  await line.say({ ...hello, ...fixed });
  assert.equal(line.received[0].volts, 230);
  calls.length = 0;
  await line.say({ kind: 'SWITCH', seq: 'w2', volts: 110 });
  assert.deepEqual(calls, []);
  await line.say({ kind: 'SWITCH', seq: 'w2', ...fixed });
  assert.equal(calls.length, 1);
});

test('a flat payload is the message without its envelope', async () => {
  const side = { ...lamp, write: (kind, [payload], seq) => ({ ...payload, kind, seq }), read: ({ kind, seq, ...rest }) => rest };
  const { line, session, calls } = await start({ side });
  await line.say({ kind: 'SWITCH', seq: 'w2', on: true });
  assert.deepEqual(calls[0].slice(1), [{ on: true }, { kind: 'SWITCH', seq: 'w2', on: true }]);
  const seq = session.send('GLOW', { lumen: 3, kind: 'x', seq: 'y' });
  await settled();
  assert.deepEqual(line.received, [{ kind: 'GLOW', seq, lumen: 3 }]);
});

test('handlers may be the methods of an object, and change', async () => {
  class Handlers {
    seen = [];
    onSwitch({ on }) {
      this.seen.push(on);
    }
  }
  const eventHandlers = new Handlers();
  const { line } = await start({ options: { eventHandlers } });
  await line.say({ kind: 'SWITCH', seq: 'w2', body: { on: true } });
  eventHandlers.onSwitch = function () { this.seen.push('replaced'); };
  await line.say({ kind: 'SWITCH', seq: 'w3', body: { on: false } });
  assert.deepEqual(eventHandlers.seen, [true, 'replaced']);
});

test('logs no payload, unless told to', async (t) => {
  const console = Object.fromEntries(['debug', 'log', 'info', 'warn', 'error'].map((name) => [name, t.mock.method(globalThis.console, name, () => {})]));
  const talk = async (options) => {
    const { line, session } = await start({ connected: false, options });
    session.send('GLOW', { secret: '+442079460123' });
    await line.say(hello);
    await line.say({ kind: 'SWITCH', seq: 'w2', body: { secret: '+442079460123' } });
    await line.say({ kind: 'DANCE', seq: 'w2', body: { secret: '+442079460123' } });
    session.send('GLOW', { secret: '+442079460123' });
  };
  await talk({});
  const lines = Object.values(console).flatMap(({ mock }) => mock.calls.map((call) => call.arguments));
  assert.deepEqual(lines, [['[lamps@3]', 'GLOW dropped: not ready']]);
  await talk({ debugMode: true });
  assert.ok(console.debug.mock.calls.some(({ arguments: [, verb, message] }) => verb === 'receives' && message.body.secret));
});

test('waits for the other side', async () => {
  const { line, session } = await start({ connected: false });
  const both = Promise.all([session.ready(), session.ready({ timeoutMs: 60_000 })]);
  await line.say(hello);
  const data = { wall: 'north', socket: undefined };
  assert.deepEqual(await both, [data, data]);
  assert.deepEqual(await session.ready(), data);
  session.destroy();
  await assert.rejects(session.ready(), { message: '[lamps@3] destroyed' });
});

test('waits no longer than told, nor after the end', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { session } = await start({ connected: false });
  const late = session.ready({ timeoutMs: 50 });
  const never = session.ready();
  t.mock.timers.tick(50);
  await assert.rejects(late, { message: '[lamps@3] not ready in time' });
  session.destroy();
  await assert.rejects(never, { message: '[lamps@3] destroyed' });
});

test('on a server, or in no frame, there is nobody to wait for', async (t) => {
  t.mock.method(console, 'warn', () => {});
  const check = async () => {
    const session = accept(lamp, { eventHandlers: {} });
    await assert.rejects(session.ready(), { message: '[lamps@3] in no frame' });
    assert.equal(session.send('GLOW', {}), undefined);
    session.restart();
    session.destroy();
  };
  await check();
  globalThis.window = { addEventListener: mock.fn(), location: { origin: 'https://top.test' } };
  globalThis.window.parent = globalThis.window;
  t.after(() => delete globalThis.window);
  await check();
  assert.equal(window.addEventListener.mock.callCount(), 0);
});

test('an unknown type goes unanswered where the protocol has no answer', async () => {
  const { line, calls } = await start({ side: without(lamp, 'unknown') });
  await line.say({ kind: 'DANCE', seq: 'w2' });
  assert.deepEqual([line.received, calls.map(([name]) => name)], [[], ['onUnhandled']]);
});
