/**
 * The tables that the generator writes: a protocol, as one of its two sides sees it. The runtime names no message; what
 * it knows of a protocol stands here. "Type" always means the wire type of a message.
 *
 * What only some protocols need is a function in the table, so that it is in no bundle of a protocol without it.
 */

/** A message on the wire. */
export interface Message {
  readonly [name: string]: unknown;
}

/** A protocol, as one of its two sides sees it. */
export interface Side {
  /** Name and version of the protocol, for the console. */
  readonly protocol: string;
  readonly envelope: Envelope;
  /** Properties that every message has. */
  readonly fixed?: Fixed;
  /**
   * The types that this side understands, with spaces between them. The handler of TEXT_OPENED is onTextOpened; another
   * one stands behind the type, as in `dial=onDial`.
   */
  readonly receives: string;
  /** The handlers of types that cannot be written so, or that several payloads share. */
  readonly choices?: { readonly [type: string]: string | Choice };
  /** The handler of every message that no other one takes; by default onUnhandled. */
  readonly unhandled?: string;
  /** Handlers that are called besides, for every type that matches. */
  readonly catches?: readonly (readonly [pattern: RegExp, handler: string])[];
  /** Types whose payload is not, or not always, in a property of its own. */
  readonly layouts?: { readonly [type: string]: 'flat' | 'either' };
  /** Members that the runtime fills where the application does not. */
  readonly fills?: { readonly [type: string]: (origin: string | undefined, debugMode: boolean) => object };
  /** Absent: both sides may speak at once. */
  readonly handshake?: Handshake;
  /** The answer to a type that is not understood, which is never given to itself. Absent: there is none. */
  readonly unknown?: readonly [type: string, answer: (message: Message) => unknown];
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
}

/** Properties that every message has. */
export interface Fixed {
  readonly members: Message;
  readonly areIn: (message: Message) => boolean;
}

/** Chooses the handler of a payload. */
export type Choice = (payload: unknown) => string | undefined;

/** What the two sides say before the conversation. */
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
