// One end of a conversation in the hands of a test: it sends anything, and keeps what arrives.

import { pair } from './runtime.js';

const theirs = 'https://other.test';

/** A transport for the side that is tested, and the raw other end of it. */
export function wire() {
  const [transport, end] = pair(['https://tested.test', theirs]);
  const received = [];
  end.listen((message) => received.push(message));
  const listeners = new Set();
  return {
    received,
    origin: theirs,
    /** Sends as somebody of an origin; the tested side has heard it when the promise resolves. */
    async say(message, origin = theirs) {
      for (const receive of listeners) receive(message, origin);
      await settled();
    },
    transport: {
      ...transport,
      listen(receive) {
        listeners.add(receive);
        return () => listeners.delete(receive);
      },
    },
    get listeners() {
      return listeners.size;
    },
  };
}

/** Resolves when everything has run that is waiting to run. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
