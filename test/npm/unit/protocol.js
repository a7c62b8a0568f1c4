// A small protocol for the tests of the runtime, as the generator would write it down: a lamp and the wall that it hangs
// on. Its names are unlike those of any real protocol.

const envelope = { type: 'kind', id: 'seq', payload: 'body' };
const handshake = {
  open: 'HELLO',
  accept: 'WELCOME',
  echo: true,
  ready: { type: 'LIT', members: ['wall', 'socket'] },
  failed: 'DARK',
  redirect: { type: 'MOVE', to: 'address' },
  retryMillis: 100,
  timeoutMillis: 1000,
};
const layouts = { HELLO: 'flat', WELCOME: 'flat', MOVE: 'either' };
const fills = { WELCOME: { version: 'version', from: 'origin', verbose: 'debug' } };
const unknown = { type: 'HUH', answer: (message) => ({ received: message }) };

const common = { protocol: 'lamps', version: '3', envelope, handshake, layouts, fills, unknown };

/** The side that accepts. */
export const lamp = {
  ...common,
  receives: {
    LIT: 'onLit',
    MOVE: 'onMove',
    SWITCH: 'onSwitch',
    HUH: [
      { handler: 'onHuh', constant: ['why', 'unknown'] },
      { handler: 'onComplaint', required: ['words'] },
    ],
    BULB_BROKE: 'onBulbBroke',
  },
  catches: [[/_BROKE$/, 'onBroke']],
};

/** The side that opens. */
export const wall = {
  ...common,
  receives: { LIT: 'onLit', DARK: 'onDark', MOVE: 'onMove', GLOW: 'onGlow', HUH: 'onHuh' },
};

/** The same without a handshake. */
export function without(side, ...keys) {
  const copy = { ...side };
  for (const key of keys) delete copy[key];
  return copy;
}
