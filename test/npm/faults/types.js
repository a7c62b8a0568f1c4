// Faults of the declarations: what compiles against ours, and does not against the original.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import ts from 'typescript';
import { folders } from './setup.js';

const declarations = { ours: 'dist/index.d.ts', original: 'dist/types/index.d.ts' };

const options = {
  strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'],
  target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What the compiler says of each snippet, as the source of an application. */
function check(which, snippets) {
  const sources = new Map(snippets.map(({ name, code }, index) => [`/${index}.ts`, { name, code }]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file)?.code ?? readFile(file);
  host.getSourceFile = (file, version) => {
    const text = host.readFile(file);
    return text === undefined ? undefined : ts.createSourceFile(file, text, version);
  };
  const paths = { sdk: [join(folders[which], declarations[which])] };
  const program = ts.createProgram([...sources.keys()], { ...options, baseUrl: '/', paths }, host);
  const said = new Map(snippets.map(({ name }) => [name, []]));
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    said.get(sources.get(file?.fileName)?.name)?.push(ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  return said;
}

/** What both packages accept. If one does not, then nothing that is said of the others means anything. */
const control = {
  name: 'control',
  code: `
    import CallingExtensions, { Constants, type OnCallAnswered } from 'sdk';
    export const answered: OnCallAnswered = { externalCallId: 'c-1' };
    export const answer = (sdk: CallingExtensions) => sdk.callAnswered(answered);
    export const type: string = Constants.messageType.SYNC;`,
};

const snippets = [
  {
    name: 'every handler is optional and knows its payload, and a handler that nothing calls is an error',
    code: `
      import CallingExtensions, { type EventHandlers } from 'sdk';
      export const sdk = new CallingExtensions({
        eventHandlers: {
          onDialNumber(data, event) {
            const number: string | undefined = data.phoneNumber;
            const type: 'DIAL_NUMBER' = event.type;
            // @ts-expect-error: there is no such member
            data.phonenumber;
            return [number, type];
          },
        },
      });
      // @ts-expect-error: nothing calls it
      export const misspelt: EventHandlers = { onNavigateToRecordSucceeded() {} };`,
  },
  {
    name: '`isAvailable`, `sizeInfo`, `dialingContext` and `phoneNumber` are accepted, and `engagementId` may be left out of `callEnded`',
    code: `
      import CallingExtensions from 'sdk';
      export function use(sdk: CallingExtensions) {
        sdk.initialized({ isLoggedIn: true, isAvailable: true, sizeInfo: { width: 400, height: 650 } });
        sdk.outgoingCall({ externalCallId: 'c-1', toNumber: '+1', dialingContext: { phoneNumber: '+1' } });
        sdk.outgoingCall({ externalCallId: 'c-1', phoneNumber: '+1' });
        sdk.callEnded({ externalCallId: 'c-1' });
      }`,
  },
  {
    name: 'engagement properties may be your own, and `hs_timestamp` is optional',
    code: `
      import type { RawEngagementProperties } from 'sdk';
      export const noted: RawEngagementProperties = { hs_call_body: 'Calls back.' };
      export const own: RawEngagementProperties = { hs_timestamp: 1, my_team: 'north' };`,
  },
  {
    name: 'records of every type are accepted, not of contacts and companies alone',
    code: `
      import CallingExtensions, { type OnNavigateToRecord } from 'sdk';
      export const deal: OnNavigateToRecord = { objectCoordinates: { portalId: 1, objectId: 2, objectTypeId: '0-3' } };
      export const own: OnNavigateToRecord = { objectCoordinates: { portalId: 1, objectId: 2, objectTypeId: '2-4711' } };`,
  },
  {
    name: 'there is a constant for every status, and it is accepted where the status is',
    code: `
      import { Constants, EndStatus, type OnCallEnded } from 'sdk';
      export const missed: OnCallEnded = { externalCallId: 'c-1', engagementId: 1, callEndStatus: EndStatus.MISSED };
      export const rejected: OnCallEnded = { externalCallId: 'c-1', engagementId: 1, callEndStatus: EndStatus.REJECTED };
      export const done: OnCallEnded = { externalCallId: 'c-1', engagementId: 1, callEndStatus: Constants.callEndStatus.INTERNAL_COMPLETED };`,
  },
  {
    name: '`onMessageHandler` takes a message by its wire type',
    code: `
      import CallingExtensions from 'sdk';
      export function replay(sdk: CallingExtensions) {
        sdk.onMessageHandler({ type: 'DIAL_NUMBER', data: { phoneNumber: '+1' } });
      }`,
  },
];

const said = {};

export const faults = snippets.map(({ name }) => ({
  name,
  hold(stage, which) {
    said[which] ??= check(which, [control, ...snippets]);
    if (said[which].get(control.name).length > 0) throw new Error(said[which].get(control.name).join('\n'));
    assert.deepEqual(said[which].get(name), []);
  },
}));
