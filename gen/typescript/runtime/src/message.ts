/** Looking at what came from outside. */

import type { Message } from './side.js';

/** An object, as messages are. Anything else that arrives is noise. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that an object has itself: what it inherits, `constructor` for one, is in no message and no table. */
export function own<Value>(table: { readonly [name: string]: Value } | undefined, name = ''): Value | undefined {
  return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined;
}
