/**
 * A conversation: what is sent, what is taken in, and who is told. The side that accepts is all here; what the side that
 * opens does besides is in open.ts.
 */

import type { Options, Session } from './api.js';
import { originOf } from './origin.js';
import type { Choice, Message, Payload, Side } from './side.js';
import { windowTransport } from './window.js';
import { handlerNames } from './words.js';

/**
 * Begins a conversation. Without an opener this side accepts: whoever speaks first from the right window and an allowed
 * origin is the other side from then on; its origin is the one that the browser tells, never one that a message claims.
 *
 * @param answer - what the application adds to the accepting message
 * @param peer - the one origin that is spoken to and listened to; left out until somebody is accepted
 * @param openerOf - what a side that opens does; see open.ts
 */
export function accept<Sends, Ready, Id extends string | number>(
  side: Side,
  options: Options<object> & Inner,
  answer?: object,
  peer?: string,
  openerOf?: (turn: Turn, compose: Compose, post: Post, announce: Announce) => Opener,
): Session<Sends, Ready, Id> {
  const {
    prefix, typeOf, id: idKey = '', newId, write, read,
    ready: [readyType, ...readyMembers] = [],
    redirect: [redirectType, addressKey] = [],
    unknown: [unknownType, answerTo] = [],
  } = side;
  const handlers: { readonly [type: string]: Choice } = {
    __proto__: null as never, // a type that came from outside may be `constructor`
    ...handlerNames(side.receives),
    ...side.choices,
  };
  const waiting: (() => void)[] = []; // called at the next turn, to no effect for a ready() whose time was up before
  const unsent: Message[] = [];
  let transport = options.transport ?? windowTransport(options.peer); // undefined: there is nobody, or no longer
  let ready: Message | undefined; // the data that it began with; undefined: nothing passes
  let refusal = transport ? '' : 'in no frame'; // why nothing ever will

  const session = {
    get isReady() {
      return !!ready;
    },

    get peer() {
      return peer;
    },

    ready: ({ timeoutMs }: { readonly timeoutMs?: number | undefined } = {}) =>
      new Promise((resolve, reject) => {
        const timer = timeoutMs! >= 0 ? setTimeout(settle, timeoutMs, 'not ready in time') : 0;
        settle();

        function settle(reason = refusal): void {
          if (!ready && !reason) return void waiting.push(settle);
          clearTimeout(timer);
          if (ready) resolve(ready);
          else reject(new Error(`${prefix} ${reason}`));
        }
      }),

    send: (type: string, ...payload: Payload) => transmit(compose(type, payload)),

    post: transmit,

    receive,

    dispatch,

    restart() {
      if (!transport) return;
      turn();
      if (start) start();
      else peer = undefined;
    },

    destroy,

    // Where the language does not know the symbol, this is the same name once more.
    [(Symbol.dispose as symbol | undefined) ?? 'destroy']: destroy,
  };

  const [start, stop, isAnswer] = openerOf?.(turn, compose, post, announce) ?? [];
  const stopListening = transport?.listen(receive as (message: unknown, origin: string) => void);
  return session as unknown as Session<Sends, Ready, Id>;

  function destroy(): void {
    stopListening?.();
    stop?.();
    options.end?.();
    transport = undefined;
    options = {};
    turn('destroyed');
  }

  /** Changes the state, and tells those who wait for it. */
  function turn(reason = '', data?: Message): void {
    ready = data;
    refusal = reason;
    waiting.splice(0).forEach((settle) => settle());
  }

  /** Makes a message of a payload, by default with a new id. */
  function compose(type: string, payload: Payload, id: unknown = newId?.(type)): Message {
    return write(type, payload, id, transport?.origin, !!options.debugMode) as Message;
  }

  /** Sends a message now, later or not at all. */
  function transmit(message: Message): unknown {
    if (ready) post(message);
    else if (options.queue) unsent.push(message);
    else return void console.warn(prefix, `${typeOf(message) as string} dropped: ${refusal || 'not ready'}`);
    return message[idKey];
  }

  /** Sends a message, ready or not. */
  function post(message: Message): void {
    if (options.debugMode) console.debug(prefix, 'sends', message);
    transport!.post(message, peer!);
  }

  /** Takes in whatever the other window says. */
  function receive(message: Message, origin: string): void {
    const type = typeOf(message);
    if (typeof type !== 'string' || !type) return;
    if (type === (start ? side.accept : side.open)) {
      // The other side repeats itself until it is answered; the answer may cross a repetition.
      if (start ? origin === peer && isAnswer!(message) : !peer && isAllowed(origin)) begin(message, origin);
    } else if (ready && origin === peer && (message[idKey] || message[idKey] === 0 || !newId?.(type))) {
      if (options.debugMode) console.debug(prefix, 'receives', message);
      if (type === redirectType) redirect(type, message);
      else deliver(message);
    }
  }

  /** Whether an origin may be the other side. A page without one could only be answered by telling everybody. */
  function isAllowed(origin: string): boolean {
    // Not test(): an expression with the flag `g` remembers where it stopped, and would give every second answer wrong.
    return origin === peer || (origin !== 'null' && (options.allowedOrigins?.some((each) => (typeof each === 'string' ? each === origin : origin.search(each) >= 0)) ?? !start));
  }

  /** Begins with what the other side's part of the handshake says; a member that it lacks becomes undefined. */
  function begin(message: Message, origin: string): void {
    const payload = read(message) as Message | undefined;
    if (!start) {
      peer = origin;
      post(compose(side.accept!, [{ ...(side.echo && payload), ...answer }], side.echo ? message[idKey] : undefined));
    }
    pass(Object.fromEntries(readyMembers.map((name) => [name, payload?.[name]])));
  }

  /** Lets messages pass, and tells the application. */
  function pass(data: Message): void {
    turn('', data);
    unsent.splice(0).forEach(post);
    announce(readyType, data);
  }

  /** Goes on where the other side asks to, if it may be there. */
  function redirect(type: string, message: Message): void {
    const payload = read(message) as Message | undefined;
    const address = payload?.[addressKey!];
    const origin = originOf(address);
    call(handlers[type], payload, message);
    if (!transport || !origin || !isAllowed(origin)) return;
    peer = origin;
    if (!start) return pass({ [addressKey!]: address });
    turn();
    start(address as string);
  }

  /** Makes up a message of this side's own. */
  function announce(type: string | undefined, ...payload: Payload): void {
    if (type) deliver(write(type, payload) as Message);
  }

  /** Hands a message to the application, whole if it wants it so. */
  function deliver(event: Message): void {
    (options.onMessage ?? dispatch)(event);
  }

  /** Answers a message that this side does not know, and calls every handler that a message concerns. */
  function dispatch(event: Message): void {
    const type = typeOf(event) as string;
    const payload = read(event);
    if (unknownType && type !== unknownType && !handlers[type]) session.send(unknownType, answerTo!(event));
    for (const [pattern, name] of side.catches ?? []) if (pattern.test(type)) call(name, payload, event);
    if (!call(handlers[type], payload, event)) call(options.unhandled ?? 'onUnhandled', payload, event);
  }

  /** Calls a handler, if the application has it. */
  function call(choice: Choice | undefined, payload: unknown, event: Message): unknown {
    const all = options.eventHandlers as { readonly [name: string]: ((payload: unknown, event: Message) => void) | undefined } | undefined;
    const name = typeof choice === 'function' ? choice(payload) : choice;
    const handler = name ? all?.[name] : undefined;
    handler?.call(all, payload, event);
    return handler;
  }
}

/** What other parts of a package ask for. */
export interface Inner {
  /** The handler of every message that no other one takes; by default onUnhandled. */
  readonly unhandled?: string;
  /** What goes along when the other side asks to go on elsewhere, and this side opens. */
  readonly move?: (address: string) => void;
  /** What ends with the conversation. */
  readonly end?: () => void;
}

/** What a side that opens does. */
export type Opener = readonly [
  /** Begins, or begins again, maybe at another address. */
  start: (address?: string) => void,
  /** Lets go of whatever is still to come. */
  stop?: () => void,
  /** Whether a message accepts what was begun. */
  isAnswer?: (message: Message) => boolean,
];

type Compose = (type: string, payload: Payload) => Message;
type Post = (message: Message) => void;
type Turn = (reason?: string, data?: Message) => void;
type Announce = (type: string | undefined) => void;
