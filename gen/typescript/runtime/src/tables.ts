/** What the tables of some protocols hold besides names. */

import { isMessage, own } from './message.js';
import type { Choice, Fixed, Message } from './side.js';

/** Properties that every message of a protocol has. A message without them is of another protocol. */
export function fixed(members: Message): Fixed {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return {
    members,
    areIn: (message) => Object.keys(members).every((name) => same(own(message, name), members[name])),
  };
}

type Test = (payload: unknown) => boolean;

/** Chooses the first handler whose test a payload passes. No payload is an object without members. */
export function choose(...handlers: readonly (readonly [handler: string, test: Test])[]): Choice {
  return (payload = {}) => handlers.find(([, test]) => test(payload))?.[0];
}

/** Knows a payload by the one value that a member has. */
export function told(name: string, value: unknown): Test {
  return (payload) => isMessage(payload) && own(payload, name) === value;
}

/** Knows a payload by members that the ones tried after it need not have. */
export function having(...names: readonly string[]): Test {
  return (payload) => isMessage(payload) && names.every((name) => own(payload, name) !== undefined);
}

/** Knows a payload by the kind of JSON value that it is. */
export function kind(wanted: string): Test {
  return (payload) => kindOf(payload) === wanted || (wanted === 'integer' && Number.isInteger(payload));
}

function kindOf(payload: unknown): string {
  if (payload === null) return 'null';
  return Array.isArray(payload) ? 'array' : typeof payload;
}
