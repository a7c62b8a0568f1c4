// What goes out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lamp, plain, without } from './protocol.js';
import { accept, numberId, talk } from './runtime.js';
import { settled, wire } from './wire.js';

function start(side = plain, options = {}) {
  const line = wire();
  return { line, session: talk(side, { transport: line.transport, origin: `${line.origin}/some/path`, ...options }) };
}

test('without a handshake messages pass at once', async () => {
  const calls = [];
  const { line, session } = start(plain, { eventHandlers: { onSwitch: (...call) => calls.push(call) } });
  assert.equal(session.isReady, true);
  assert.deepEqual(await session.ready(), {});
  session.send('GLOW', { lumen: 800 });
  await line.say({ kind: 'SWITCH', seq: '1', body: 2 });
  await line.say({ kind: 'SWITCH', seq: '1', body: 2 }, 'https://attacker.test');
  assert.equal(line.received.length, 1);
  assert.deepEqual(calls, [[2, { kind: 'SWITCH', seq: '1', body: 2 }]]);
  session.restart();
  assert.equal(session.isReady, true);
});

test('the origin of the other side has to be one', () => {
  for (const origin of [undefined, '', '*', '/', 'null', 'app.example', 'data:,x']) {
    assert.throws(() => talk(plain, { transport: wire().transport, origin }), /origin has to be an address/);
  }
});

test('ids are unique, also among sessions and in a burst', async () => {
  const { line, session } = start();
  const other = start().session;
  const ids = new Set();
  for (let i = 0; i < 5_000; i++) ids.add(session.send('GLOW')).add(other.send('GLOW'));
  await settled();
  assert.equal(ids.size, 10_000);
  assert.equal(new Set(line.received.map(({ seq }) => seq)).size, 5_000);
});

test('numbers are counted', async () => {
  const { line, session } = start({ ...plain, newId: numberId });
  const [first, second] = [session.send('GLOW'), session.send('GLOW')];
  assert.equal(second, first + 1);
  await settled();
  assert.deepEqual(line.received.map(({ seq }) => seq), [first, second]);
});

test('only requests have an id, where the protocol says so; and none without the property', async () => {
  const { line, session } = start({ ...plain, newId: (type) => (type === 'ASK' ? plain.newId() : undefined) });
  assert.equal(session.send('GLOW'), undefined);
  assert.equal(typeof session.send('ASK'), 'string');
  const none = start(without(plain, 'id', 'newId'));
  assert.equal(none.session.send('ASK', 1), undefined);
  await settled();
  assert.deepEqual(line.received.map((message) => 'seq' in message), [false, true]);
  assert.deepEqual(none.line.received, [{ kind: 'ASK', body: 1 }]);
});

test('no payload, no property; a payload that is undefined is one', async () => {
  const { line, session } = start();
  session.send('GLOW');
  for (const payload of [undefined, null, 0, '', false]) session.send('GLOW', payload);
  await settled();
  assert.deepEqual(line.received.map(({ kind, seq, ...rest }) => rest), [{}, { body: undefined }, { body: null }, { body: 0 }, { body: '' }, { body: false }]);
});

test('what is sent too early is dropped with a warning, or kept in order', async (t) => {
  const warn = t.mock.method(console, 'warn', () => {});
  const greet = async (options) => {
    const line = wire();
    const session = accept(lamp, { transport: line.transport, eventHandlers: { onLit: () => session.send('GLOW', 3) }, ...options });
    const ids = [session.send('GLOW', 1), session.send('GLOW', 2)];
    await line.say({ kind: 'HELLO', seq: 'w1' });
    return { ids, sent: line.received };
  };
  const dropped = await greet({});
  assert.deepEqual(dropped.ids, [undefined, undefined]);
  assert.deepEqual(dropped.sent.map(({ body }) => body), [undefined, 3]);
  assert.equal(warn.mock.callCount(), 2);
  const kept = await greet({ queue: true });
  assert.deepEqual(kept.sent.map(({ body }) => body), [undefined, 1, 2, 3]);
  assert.deepEqual(kept.sent.slice(1, 3).map(({ seq }) => seq), kept.ids);
  assert.equal(warn.mock.callCount(), 2);
});
