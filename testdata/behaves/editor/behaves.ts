// Runs in Node, beside the npm package that testdata/editor.yaml gives: two typed sides talk, and a third is played by hand to
// see what is on the wire.

import { Editor, Severity, type ChangeText, type Edit } from 'editor-plugins';
import { Plugin, pair, type PluginHandlers } from 'editor-plugins/plugin';

/** Compares two values as JSON, whatever the order of their members. */
function check(what: string, got: unknown, want: unknown): void {
  const [a, b] = [canonical(got), canonical(want)];
  if (a !== b) throw new Error(`${what}\n got ${a}\nwant ${b}`);
}

function canonical(value: unknown): string {
  const sorted = (_: string, v: unknown): unknown =>
    typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v;
  return JSON.stringify(value, sorted);
}

/** Lets messages arrive: each takes a turn, and an answer another one. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** Both sides find each other, speak, and answer by id. */
async function typedSides(): Promise<void> {
  const [editorEnd, pluginEnd] = pair(['https://folio.test', 'https://spelling.test']);
  const calls: string[] = [];
  const editor = new Editor({
    transport: editorEnd,
    welcome: { editorName: 'Folio', panel: 'right' },
    eventHandlers: {
      onConnected: () => calls.push('editor connected'),
      onChangeText(data: ChangeText, event) {
        calls.push(`change ${event.seq} ${data.edits.map(words).join(', ')}`);
        editor.changeTextFailed({ reason: 'no', severity: Severity.warning }, event);
      },
      onNote: (data) => calls.push(`note ${data.text} ${data['tookMs']}`),
    },
  });
  const handlers: PluginHandlers = {
    onConnected: (data) => calls.push(`plugin connected to ${data.editorName}`),
    onChangeTextFailed: (data, event) => calls.push(`failed ${event.seq} ${data.severity}`),
    onAnyFailure: (_data, event) => calls.push(`any failure ${event.kind}`),
    onCursorMoved: (data) => calls.push('offset' in data.at ? `moved ${data.at.offset}` : 'moved by line'),
    onTextSelected: () => calls.push('selected'),
  };
  const plugin = new Plugin({ transport: pluginEnd, origin: 'https://folio.test', eventHandlers: handlers });
  await settled();
  check('handshake', calls.splice(0).sort(), ['editor connected', 'plugin connected to Folio']);

  const id = plugin.applyEdits({ edits: [{ op: 'insert', at: { offset: 0 }, text: 'x' }], undoLabel: null });
  await settled();
  check('the id of the answer is that of the request', calls.splice(0).sort(), [
    `any failure change-text-failed`,
    `change ${id} insert x`,
    `failed ${id} 2`,
  ]);

  editor.cursorMoved({ at: { offset: 52 } });
  editor.textSelected({ start: { offset: 1 }, end: { line: 2, column: 0 } });
  plugin.note({ text: 'hi', tookMs: 3 });
  await settled();
  check('one wire type, two messages', calls.splice(0), ['moved 52', 'selected', 'note hi 3']);

  plugin.destroy();
  editor.destroy();
}

function words(edit: Edit): string {
  return edit.op === 'insert' ? `insert ${edit.text}` : `remove ${edit.length}`;
}

/** What the editor says on the wire, to a plugin that is played by hand. */
async function onTheWire(): Promise<void> {
  const [editorEnd, wire] = pair(['https://folio.test', 'https://spelling.test']);
  const received: { [name: string]: unknown }[] = [];
  wire.listen((message) => received.push(message as { [name: string]: unknown }));
  const say = async (message: object): Promise<void> => {
    wire.post(message, 'https://folio.test');
    await settled();
  };
  let notes = 0;
  const editor = new Editor({ transport: editorEnd, welcome: { editorName: 'Folio' }, eventHandlers: { onNote: () => notes++ } });

  await say({ kind: 'hello', seq: 41, api: 1 });
  check('another api is not spoken', received, []);
  await say({ kind: 'hello', seq: 41, api: 2, origin: 'https://spelling.test', zoom: 3 });
  const { seq, ...welcome } = received.splice(0)[0]!;
  check('without echo the answer has only its own members', welcome, { kind: 'welcome', api: 2, body: { editorName: 'Folio' } });
  check('ids are numbers', typeof seq, 'number');

  const dance = { kind: 'dance', seq: 42, api: 2, body: { step: 1 } };
  await say(dance);
  const answer = received.splice(0)[0]!;
  check('the unknown is answered', answer['kind'], 'not-understood');
  check('with the whole of it', answer['body'], { reason: 'unknown-kind', received: dance });
  await say({ kind: 'not-understood', seq: 43, api: 2, body: { reason: 'unknown-kind', received: dance } });
  check('the answer is not answered', received, []);

  await say({ kind: 'note', seq: 44, api: 2, body: { text: 'hi' } });
  check('a known message reaches its handler', notes, 1);
  editor.relocate({ address: 'https://two.test' });
  await settled();
  const { seq: _, ...relocate } = received.splice(0)[0]!;
  check('a message with two layouts is sent nested', relocate, { kind: 'relocate', api: 2, body: { address: 'https://two.test' } });
  editor.destroy();
}

/** What the compiler has to refuse. It is never run. */
export function mistakes(plugin: Plugin): void {
  // @ts-expect-error: no such handler, since the message is gone
  new Editor({ welcome: { editorName: 'Folio' }, eventHandlers: { onBlink: () => {} } });
  // @ts-expect-error: a required member is missing
  new Editor({ welcome: {} });
  // @ts-expect-error: no such severity
  plugin.note({ text: 'hi', severity: 4 });
  // @ts-expect-error: an insertion has no length
  plugin.applyEdits({ edits: [{ op: 'insert', at: { offset: 0 }, length: 1 }] });
  // @ts-expect-error: the editor sends this
  plugin.textOpened({ uri: '', content: '', revision: 1 });
}

await typedSides();
await onTheWire();
console.log('behaves');
