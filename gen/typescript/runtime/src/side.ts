/**
 * The tables that the generator writes: a protocol, as one of its two sides sees it. The runtime names no message; what
 * it knows of a protocol stands here. "Type" always means the wire type of a message.
 *
 * What depends on the protocol is a function in its table where it can be one, so that no bundle holds what its protocol
 * does not need.
 */

/** A message on the wire. */
export interface Message {
  readonly [name: string]: unknown;
}

/** A payload, or nothing. It may be undefined, and is one all the same. */
export type Payload = readonly [payload?: unknown];

/** A protocol, as one of its two sides sees it. */
export interface Side extends Partial<Handshake> {
  /** Name and version of the protocol, as messages in the console begin. */
  readonly prefix: string;
  /** Takes the type out of a message; something else where it is of another protocol, or no message. */
  readonly typeOf: (message: Message | null | undefined) => unknown;
  /** The name of the property that holds a message's id. Absent: messages have none. */
  readonly id?: string;
  /** Makes a new id; undefined for a type that has none. Absent: none has. */
  readonly newId?: (type: string) => string | number | undefined;
  /** Makes a message, of a payload and of what this side fills in. */
  readonly write: (type: string, payload: Payload, id?: unknown, origin?: string, debugMode?: boolean) => object;
  /** Takes the payload out of a message. */
  readonly read: (message: Message) => unknown;
  /** What this side understands, with spaces between: TextOpened for the type TEXT_OPENED, whose handler is onTextOpened. */
  readonly receives: string;
  /** The handlers of types that cannot be written so, or that several payloads share. */
  readonly choices?: { readonly [type: string]: Choice };
  /** Handlers that are called besides, for every type that matches. */
  readonly catches?: readonly (readonly [pattern: RegExp, handler: string])[];
  /** The answer to a type that is not understood, which is never given to itself. Absent: there is none. */
  readonly unknown?: readonly [type: string, answer: (message: Message) => unknown];
}

/** The name of a handler, or what chooses it by the payload. */
export type Choice = string | ((payload: unknown) => string | undefined);

/** What the two sides say before the conversation. Without it both may speak at once. */
export interface Handshake {
  readonly open: string;
  readonly accept: string;
  /** Accept carries back every member of open. */
  readonly echo?: boolean;
  /** Made up on this side when both are ready, with members of the other side's message. */
  readonly ready?: readonly [type: string, ...members: string[]];
  /** Made up on the side that opens when it is not answered in time. */
  readonly failed?: string;
  /** Moves the other side to the address in a member. */
  readonly redirect?: readonly [type: string, member: string];
  /** Time between two opens; absent: there is but one. */
  readonly retryMillis?: number;
  /** Time until the side that opens gives up; absent: it never does. */
  readonly timeoutMillis?: number;
}
