/** Two sides in one program, for tests. */

import type { Transport } from './api.js';

type Receive = (message: unknown, origin: string) => void;

/**
 * Links two sides in memory. A message is copied as a browser would copy it, and arrives when the code that sent it has
 * run; one for another origin than that of the other end is lost.
 *
 * @param origins - where the two ends claim to come from
 * @returns the two ends, one for each side
 */
export function pair(origins: readonly [string, string] = ['https://one.test', 'https://two.test']): [Transport, Transport] {
  const listeners: [Set<Receive>, Set<Receive>] = [new Set(), new Set()];

  function end(mine: 0 | 1, other: 0 | 1): Transport {
    return {
      origin: origins[mine],
      post(message, targetOrigin) {
        if (targetOrigin !== origins[other]) return;
        const copy: unknown = structuredClone(message);
        queueMicrotask(() => listeners[other].forEach((receive) => receive(copy, origins[mine])));
      },
      listen(receive) {
        listeners[mine].add(receive);
        return () => listeners[mine].delete(receive);
      },
    };
  }

  return [end(0, 1), end(1, 0)];
}
