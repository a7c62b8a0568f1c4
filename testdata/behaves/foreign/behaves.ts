// Runs in Node, beside the npm package that testdata/foreign.yaml gives.

import { Tool, DiagnosticSeverity, type ToolHandlers } from 'language-server';
import { Server, pair } from 'language-server/server';

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

/** Lets messages arrive. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const [toolEnd, serverEnd] = pair(['https://tool.test', 'https://server.test']);
const wire: unknown[] = [];
serverEnd.listen((message) => wire.push(message));
const calls: string[] = [];

const handlers: ToolHandlers = {
  onTextDocumentPublishDiagnostics({ uri, diagnostics }) {
    for (const { message, severity, code } of diagnostics) {
      calls.push(`${uri} ${severity} ${code} ${typeof message === 'string' ? message : message.value}`);
    }
  },
};
const tool = new Tool({ transport: toolEnd, origin: 'https://server.test', eventHandlers: handlers });
const server = new Server({
  transport: serverEnd,
  origin: 'https://tool.test',
  eventHandlers: {
    onInitialize: (data, event) => calls.push(`initialize ${typeof event.id} ${data.processId}`),
    onTextDocumentDidChange: (data) =>
      calls.push(data.contentChanges.map((change) => ('range' in change ? change.range.start.line : 'whole')).join()),
  },
});

// There is no handshake: both may speak at once. Only requests have an id, and every message has the fixed member.
tool.initialize({ processId: null, rootUri: null, capabilities: { experimental: { ghostText: true } }, trace: 'off' });
tool.textDocumentDidChange({
  textDocument: { uri: 'file:///a.go', version: 2 },
  contentChanges: [{ range: { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } }, text: 'b' }, { text: 'c' }],
});
tool.exit();
server.textDocumentPublishDiagnostics({
  uri: 'file:///a.go',
  diagnostics: [
    {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      severity: DiagnosticSeverity.hint,
      code: 1100,
      message: { kind: 'markdown', value: '*m*' },
    },
  ],
});
await settled();

const [initialize, , exit] = wire as { [name: string]: unknown }[];
check('a request has an id', 'id' in initialize!, true);
check('a notification without payload is its method alone', exit, { method: 'exit', jsonrpc: '2.0' });
check('calls', calls, ['initialize string null', '3,whole', 'file:///a.go 4 1100 *m*']);
console.log('behaves');
