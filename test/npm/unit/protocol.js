// A small protocol for the tests of the runtime, as the generator would write it down: a lamp and the wall that it hangs
// on. Its names are unlike those of any real protocol.

import { choose, having, told } from './runtime.js';

const envelope = { type: 'kind', id: 'seq', payload: 'body' };
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
const layouts = { HELLO: 'flat', WELCOME: 'flat', MOVE: 'either' };
const fills = { WELCOME: (from, verbose) => ({ version: '3', from, verbose }) };
const unknown = ['HUH', (message) => ({ received: message })];

const common = { protocol: 'lamps@3', envelope, handshake, layouts, fills, unknown };

/** The side that accepts. */
export const lamp = {
  ...common,
  receives: 'LIT MOVE SWITCH BULB_BROKE',
  choices: { HUH: choose(['onHuh', told('why', 'unknown')], ['onComplaint', having('words')]) },
  catches: [[/_BROKE$/, 'onBroke']],
};

/** The side that opens. */
export const wall = {
  ...common,
  receives: 'LIT DARK MOVE GLOW HUH=onHuh',
};

/** The same without a handshake. */
export function without(side, ...keys) {
  const copy = { ...side };
  for (const key of keys) delete copy[key];
  return copy;
}
