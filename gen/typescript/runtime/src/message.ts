/** Putting payloads into messages and taking them out again. */

import type { Message, Shape, Side } from './side.js';

/** An object, as messages are. Anything else that arrives is noise. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Looks up a name that came from outside: `constructor` and its like are in no table. */
export function own<Value>(table: { readonly [name: string]: Value } | undefined, name: string): Value | undefined {
  return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined;
}

/** Whether messages of a type have an id. */
export function hasId({ envelope }: Side, type: string): boolean {
  return envelope.id !== undefined && (!envelope.requests || envelope.requests.includes(type));
}

/** Whether a value can be an id. */
export function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** Whether a message has the properties that all messages of the protocol have. */
export function hasFixed({ envelope }: Side, message: Message): boolean {
  for (const name in envelope.fixed) {
    if (JSON.stringify(own(message, name)) !== JSON.stringify(envelope.fixed[name])) return false;
  }
  return true;
}

/** Puts a payload into a message. */
export function wrap({ envelope, layouts }: Side, type: string, payload: unknown, id?: unknown): Message {
  const message: { [name: string]: unknown } = {};
  const nested = envelope.payload !== undefined && own(layouts, type) !== 'flat';
  if (!nested) Object.assign(message, payload);
  Object.assign(message, envelope.fixed);
  message[envelope.type] = type;
  if (id !== undefined) message[envelope.id!] = id;
  if (nested && payload !== undefined) message[envelope.payload!] = payload;
  return message;
}

/** Takes the payload out of a message. */
export function unwrap({ envelope, layouts }: Side, type: string, message: Message): unknown {
  const { payload } = envelope;
  if (payload !== undefined) {
    const layout = own(layouts, type);
    if (!layout || (layout === 'either' && own(message, payload) !== undefined)) return own(message, payload);
  }
  const members: { [name: string]: unknown } = { ...message };
  for (const name of [envelope.type, envelope.id, ...Object.keys(envelope.fixed ?? {})]) delete members[name!];
  return members;
}

/** Takes members out of a payload; one that is missing becomes undefined. */
export function pick(payload: unknown, names: readonly string[]): Message {
  const members: { [name: string]: unknown } = {};
  for (const name of names) members[name] = isMessage(payload) ? own(payload, name) : undefined;
  return members;
}

/** Finds the shape of a payload among those that share its type. */
export function shapeOf(shapes: readonly Shape[], payload: unknown): Shape | undefined {
  return shapes.find(({ constant, required, kind }) => {
    if (kind !== undefined) return kindsOf(payload).includes(kind);
    if (!isMessage(payload)) return false;
    if (constant) return own(payload, constant[0]) === constant[1];
    return !required || required.every((name) => own(payload, name) !== undefined);
  });
}

/** The kinds of JSON value that a payload is; 1 is both an integer and a number. */
function kindsOf(payload: unknown): string[] {
  if (payload === null) return ['null'];
  if (Array.isArray(payload)) return ['array'];
  return Number.isInteger(payload) ? ['integer', 'number'] : [typeof payload];
}
