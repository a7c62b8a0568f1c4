// The package of the editor's protocol at work: an opening side in a frame, an accepting one around it, nothing echoed.
// The Go test that runs this file puts the package's folder into $PACKAGE.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const folder = pathToFileURL(`${process.env.PACKAGE}/`);
const { Plugin } = await import(new URL('dist/index.js', folder));
const { Editor, pair } = await import(new URL('dist/editor.js', folder));

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Both sides, linked, with everything that their handlers were called with and everything on the wire. */
function connect(pluginHandlers = {}, editorHandlers = {}) {
  const [ours, theirs] = pair(['https://spelling.example', 'https://editor.example']);
  const wire = [];
  for (const end of [ours, theirs]) end.listen((message, origin) => wire.push({ origin, ...message }));
  const calls = [];
  const recorder = (who, handlers) =>
    new Proxy(handlers, { get: (_, name) => (data, event) => (calls.push([who, name, data, event]), handlers[name]?.(data, event)) });
  const editor = new Editor({
    transport: theirs,
    welcome: { editorName: 'Folio', panel: 'right', language: 'en' },
    eventHandlers: recorder('editor', editorHandlers),
  });
  const plugin = new Plugin({ transport: ours, origin: 'https://editor.example/app', eventHandlers: recorder('plugin', pluginHandlers) });
  const named = () => calls.map(([who, name]) => `${who} ${name}`);
  return { plugin, editor, wire, calls, named, ours, theirs };
}

test('finds its editor', async () => {
  const { plugin, editor, wire, calls } = connect();
  assert.deepEqual(await plugin.ready(), { editorName: 'Folio', panel: 'right' });
  assert.deepEqual(await editor.ready(), {});
  const [hello, welcome] = wire;
  assert.deepEqual(hello, { origin: 'https://spelling.example', kind: 'hello', seq: 1, api: 2, pluginVersion: '2.0', verbose: false });
  assert.deepEqual(welcome, {
    origin: 'https://editor.example', kind: 'welcome', seq: 1, api: 2, body: { editorName: 'Folio', panel: 'right', language: 'en' },
  });
  assert.deepEqual(calls.map(([who, name, data]) => [who, name, data]), [
    ['editor', 'onConnected', {}],
    ['plugin', 'onConnected', { editorName: 'Folio', panel: 'right' }],
  ]);
  plugin.destroy();
});

test('is told when there is none', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const [ours, theirs] = pair();
  const calls = [];
  const plugin = new Plugin({ transport: ours, origin: theirs.origin, eventHandlers: { onNoAnswer: (data) => calls.push(data) } });
  const waiting = plugin.ready();
  t.mock.timers.tick(5000);
  await assert.rejects(waiting);
  assert.deepEqual(calls, [undefined]);
});

test('a request and its reply have one id', async () => {
  const seen = [];
  const { plugin, editor } = connect(
    { onTextChanged: (data, { seq }) => seen.push(seq), onChangeTextFailed: (data, { seq }) => seen.push(seq) },
    { onChangeText: (data, event) => (data.revision === 4 ? editor.textChanged({ revision: 5 }, event) : editor.changeTextFailed({ reason: 'Gone.' }, event)) },
  );
  await plugin.ready();
  const ids = [plugin.applyEdits({ edits: [], revision: 4 }), plugin.applyEdits({ edits: [], revision: 3 })];
  await settled();
  assert.deepEqual(seen, ids);
  plugin.destroy();
});

test('a failure also reaches the handler that catches failures', async () => {
  const { plugin, editor, named } = connect();
  await plugin.ready();
  editor.runCommandFailed({ reason: 'No such command.' });
  await settled();
  assert.deepEqual(named().slice(2), ['plugin onAnyFailure', 'plugin onRunCommandFailed']);
  plugin.destroy();
});

test('messages that share a kind reach their own handlers', async () => {
  const { plugin, editor, calls } = connect();
  await plugin.ready();
  editor.cursorMoved({ at: { offset: 3 } });
  editor.textSelected({ start: { offset: 3 }, end: { offset: 9 } });
  await settled();
  assert.deepEqual(calls.slice(2).map(([, name, data]) => [name, data]), [
    ['onCursorMoved', { at: { offset: 3 } }],
    ['onTextSelected', { start: { offset: 3 }, end: { offset: 9 } }],
  ]);
  plugin.destroy();
});

test('payloads are where the protocol puts them', async () => {
  const { plugin, editor, wire, calls } = connect();
  await plugin.ready();
  plugin.resizePanel({ width: 320 });
  plugin.progress(0.25);
  plugin.ping({});
  editor.preferencesChanged({ underline: true });
  editor.commandDone(null);
  await settled();
  const sent = wire.slice(2).map(({ origin, seq, ...rest }) => rest);
  assert.deepEqual(sent, [
    { kind: 'resize-panel', api: 2, width: 320 },
    { kind: 'progress', api: 2, body: 0.25 },
    { kind: 'ping', api: 2, body: {} },
    { kind: 'settings-changed', api: 2, body: { underline: true } },
    { kind: 'command-done', api: 2, body: null },
  ]);
  assert.deepEqual(calls.slice(2).map(([, name, data]) => [name, data]), [
    ['onResizePanel', { width: 320 }],
    ['onProgress', 0.25],
    ['onPing', {}],
    ['onPreferencesChanged', { underline: true }],
    ['onCommandDone', null],
  ]);
  plugin.destroy();
});

test('what is not understood is answered once, and another version of the protocol not at all', async () => {
  const { plugin, editor, wire, theirs, named } = connect();
  await plugin.ready();
  plugin.session.send('dance', { to: 'music' });
  theirs.post({ kind: 'ping', seq: 9, api: 1, body: {} }, 'https://spelling.example');
  await settled();
  const [, , dance, , answer, ...rest] = wire;
  assert.deepEqual(rest, []);
  assert.equal(answer.kind, 'not-understood');
  assert.deepEqual(answer.body, { reason: 'unknown-kind', received: { kind: 'dance', seq: dance.seq, api: 2, body: { to: 'music' } } });
  assert.deepEqual(named().slice(2), ['editor onUnhandled', 'plugin onNotUnderstood']);
  plugin.destroy();
});

test('goes on elsewhere where it is allowed to', async () => {
  const { plugin, editor, named } = connect();
  await plugin.ready();
  editor.relocate({ address: 'https://other.example/' });
  await settled();
  assert.equal(plugin.session.isReady, true, 'nobody has allowed the plugin to talk to another origin');
  plugin.relocate({ address: 'https://spelling.example/v2' });
  await settled();
  assert.deepEqual(named().slice(2), ['plugin onRelocate', 'editor onRelocate', 'editor onConnected']);
  plugin.destroy();
});

test('works through require as well', () => {
  const require = createRequire(folder);
  assert.equal(typeof require('./dist/index.cjs').Plugin, 'function');
  assert.deepEqual(Object.keys(require('./dist/main.cjs')).sort(), ['Plugin']);
});
