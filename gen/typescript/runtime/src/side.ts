/**
 * The tables that the generator writes: a protocol, as one of its two sides sees it. The runtime names no message; what
 * it knows of a protocol stands here. "Type" always means the wire type of a message.
 */

/** A message on the wire. */
export interface Message {
  readonly [name: string]: unknown;
}

/** What the runtime puts into a member of a payload by itself. */
export type Fill = 'version' | 'origin' | 'debug';

/** A protocol, as one of its two sides sees it. */
export interface Side {
  /** Name of the protocol, for the console. */
  readonly protocol: string;
  /** Version of the wire format. */
  readonly version: string;
  readonly envelope: Envelope;
  /** The handler of each type that this side understands, or the shapes that share the type, to be tried in order. */
  readonly receives: { readonly [type: string]: string | readonly Shape[] };
  /** The handler of every message that no other one takes; by default onUnhandled. */
  readonly unhandled?: string;
  /** Handlers that are called besides, for every type that matches. */
  readonly catches?: readonly (readonly [pattern: RegExp, handler: string])[];
  /** Types whose payload is not, or not always, in a property of its own. */
  readonly layouts?: { readonly [type: string]: 'flat' | 'either' };
  /** Members that the runtime fills where the application does not. */
  readonly fills?: { readonly [type: string]: { readonly [member: string]: Fill } };
  /** Absent: both sides may speak at once. */
  readonly handshake?: Handshake;
  /** Absent: a type that is not understood is not answered. */
  readonly unknown?: Unknown;
}

/** The names of the properties around a payload. */
export interface Envelope {
  readonly type: string;
  /** Absent: messages have no id. */
  readonly id?: string;
  /** Ids are numbers, counted from 1; otherwise they are texts. */
  readonly numbers?: boolean;
  /** The only types that have an id. Absent: all have. */
  readonly requests?: readonly string[];
  /** Absent: every message is flat. */
  readonly payload?: string;
  /** Properties that every message has. */
  readonly fixed?: Message;
}

/** One of several payloads that share a type. */
export interface Shape {
  readonly handler: string;
  /** A member and the one value that it has in this payload. */
  readonly constant?: readonly [member: string, value: unknown];
  /** Members that this payload has and the ones tried after it need not have. */
  readonly required?: readonly string[];
  /** What kind of JSON value the payload is. */
  readonly kind?: string;
}

/** What the two sides say before the conversation. */
export interface Handshake {
  readonly open: string;
  readonly accept: string;
  /** Accept carries back every member of open. */
  readonly echo?: boolean;
  /** Made up on this side when both are ready, with those members of the other side's message. */
  readonly ready?: { readonly type: string; readonly members: readonly string[] };
  /** Made up on the side that opens when it is not answered in time. */
  readonly failed?: string;
  /** Moves the other side to the address in this member. */
  readonly redirect?: { readonly type: string; readonly to: string };
  /** Time between two opens; absent: there is but one. */
  readonly retryMillis?: number;
  /** Time until the side that opens gives up; absent: it never does. */
  readonly timeoutMillis?: number;
}

/** The answer to a type that is not understood. It is never given to itself. */
export interface Unknown {
  readonly type: string;
  readonly answer: (message: Message) => unknown;
}
