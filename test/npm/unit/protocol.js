// A small protocol for the tests of the runtime, as the generator would write it down: a lamp and the wall that it hangs
// on. Its names are unlike those of any real protocol.

import { textId } from './runtime.js';

const envelope = {
  typeOf: (message) => message?.kind,
  id: 'seq',
  newId: textId,
  write: (kind, payload, seq) => ({ kind, ...(seq !== undefined && { seq }), ...(payload.length > 0 && { body: payload[0] }) }),
  read: ({ body }) => body,
};
const handshake = {
  open: 'HELLO',
  accept: 'WELCOME',
  echo: true,
  ready: ['LIT', 'wall', 'socket'],
  failed: 'DARK',
  redirect: ['MOVE', 'address'],
  retryMillis: 100,
  timeoutMillis: 1000,
};
const common = {
  prefix: '[lamps@3]',
  ...envelope,
  ...handshake,
  // Both messages of the handshake are flat; MOVE is read in both forms.
  write(kind, [payload], seq, from, verbose) {
    if (kind === 'HELLO') return { ...payload, kind, seq };
    if (kind === 'WELCOME') return { version: '3', from, verbose, ...payload, kind, seq };
    return envelope.write(...arguments);
  },
  read({ kind, seq, ...rest }) {
    return ['HELLO', 'WELCOME'].includes(kind) || (kind === 'MOVE' && rest.body === undefined) ? rest : rest.body;
  },
  unknown: ['HUH', (message) => ({ received: message })],
};

/** The side that accepts. */
export const lamp = {
  ...common,
  receives: 'Lit Move Switch BulbBroke',
  choices: { HUH: (body) => (body?.why === 'unknown' ? 'onHuh' : body?.words !== undefined ? 'onComplaint' : undefined) },
  catches: [[/_BROKE$/, 'onBroke']],
};

/** The side that opens. */
export const wall = {
  ...common,
  receives: 'Lit Dark Move Glow',
  choices: { HUH: 'onHuh' },
};

/** The same without a handshake: all is nested. */
export const plain = { ...without(lamp, ...Object.keys(handshake)), ...envelope };

/** A side without some of its entries. */
export function without(side, ...keys) {
  const copy = { ...side };
  for (const key of keys) delete copy[key];
  return copy;
}
