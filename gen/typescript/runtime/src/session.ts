/**
 * A conversation: what is sent, what is taken in, and who is told. The side that accepts is all here; what the side that
 * opens does besides is in open.ts.
 */

import type { Options, Session } from './api.js';
import { disposable } from './dispose.js';
import { isMessage, own } from './message.js';
import { isListed, originOf } from './origin.js';
import type { Choice, Message, Side } from './side.js';
import { windowTransport } from './window.js';

type Members = { [name: string]: unknown };

/** A payload, or nothing. It may be undefined, and is one all the same. */
type Payload = readonly [payload?: unknown];

/**
 * Begins a conversation. Without an opener this side accepts: whoever speaks first from the right window and an allowed
 * origin is the other side from then on; its origin is the one that the browser tells, never one that a message claims.
 * Where the protocol has no handshake messages pass at once.
 *
 * @param answer - what the application adds to the accepting message
 * @param peer - the one origin that is spoken to and listened to; left out until somebody is accepted
 * @param openerOf - what a side that opens does; see open.ts
 */
export function converse<Sends, Ready, Id extends string | number>(
  side: Side,
  options: Options<object> & Movable,
  answer?: object,
  peer?: string,
  openerOf?: (compose: Compose, post: Post, giveUp: () => void) => Opener,
): Session<Sends, Ready, Id> {
  const { handshake, layouts, unknown } = side;
  const { type: typeKey, id: idKey, payload: payloadKey, numbers, requests } = side.envelope;
  const handlers = handlersOf(side);
  const transport = options.transport ?? windowTransport(options.peer);
  const prefix = `[${side.protocol}]`;
  const instance = Math.random().toString(36).slice(2);
  const waiting = new Set<() => void>();
  let ids = 0;
  let unsent: Message[] = [];
  let ready: Message | undefined = handshake ? undefined : {}; // the data that it began with; undefined: nothing passes
  let refusal = transport ? '' : 'in no frame'; // why nothing ever will
  let ended = false;

  const session = disposable({
    get isReady() {
      return !!ready;
    },

    ready: ({ timeoutMs }: { readonly timeoutMs?: number | undefined } = {}) =>
      new Promise((resolve, reject) => {
        const settle = (reason = refusal): void => {
          if (ready) resolve(ready);
          else if (reason) reject(new Error(`${prefix} ${reason}`));
          else return void waiting.add(settle);
          waiting.delete(settle);
          clearTimeout(timer);
        };
        const timer = timeoutMs === undefined ? timeoutMs : setTimeout(settle, timeoutMs, `not ready within ${timeoutMs} ms`);
        settle();
      }),

    send: (type: string, ...payload: Payload) => send(type, payload),

    post: transmit,

    reply: (request: Message | undefined, type: string, ...payload: Payload) => send(type, payload, own(request, idKey)),

    dispatch,

    restart() {
      if (ended || !handshake || !transport) return;
      ready = undefined;
      refusal = '';
      if (start) start();
      else peer = undefined;
    },

    giveUp,

    destroy() {
      ended = true;
      ready = undefined;
      unsent = [];
      stopListening?.();
      stop?.();
      refuse('destroyed');
    },
  });

  const [start, stop, isAnswer] = openerOf?.(compose, post, giveUp) ?? [];
  const stopListening = transport?.listen(receive);
  if (transport) start?.();
  return session as unknown as Session<Sends, Ready, Id>;

  /** Whether messages of a type have an id. */
  function hasId(type: string): boolean {
    return idKey !== undefined && requests?.includes(type) !== false;
  }

  function newId(): string | number {
    ids++;
    return numbers ? ids : `${instance}_${ids}`;
  }

  /** Puts a payload into a message. */
  function wrap(type: string, payload: Payload, id?: unknown): Message {
    const nested = payloadKey !== undefined && own(layouts, type) !== 'flat';
    const message: Members = Object.assign({}, nested || payload[0], side.fixed?.members, { [typeKey]: type });
    if (id !== undefined) message[idKey!] = id;
    if (nested && payload.length > 0) message[payloadKey] = payload[0];
    return message;
  }

  /** Takes the payload out of a message. */
  function unwrap(type: string, message: Message): unknown {
    const layout = payloadKey === undefined ? 'flat' : own(layouts, type);
    const nested = own(message, payloadKey);
    if (!layout || (layout === 'either' && nested !== undefined)) return nested;
    const members: Members = Object.assign({}, message);
    for (const name in wrap(type, [], 0)) delete members[name];
    return members;
  }

  /** Makes a message of a payload and of what the runtime adds to it. */
  function compose(type: string, payload: Payload, id: unknown = hasId(type) ? newId() : undefined): Message {
    const fill = own(side.fills, type);
    return wrap(type, fill ? [Object.assign(fill(transport?.origin, !!options.debugMode), payload[0])] : payload, id);
  }

  function send(type: string, payload: Payload, id?: unknown): unknown {
    return transmit(compose(type, payload, id));
  }

  /** Sends a message now, later or not at all. A browser's tools walk every call down to the window's, so they are few. */
  function transmit(message: Message, by?: unknown): unknown {
    if (ended) return undefined;
    if (ready || by === post) { // not by whatever forEach hands over
      if (options.debugMode) console.debug(prefix, 'sends', message);
      if (peer) transport?.post(message, peer);
    } else if (options.queue) unsent.push(message);
    else return void console.warn(prefix, `${String(message[typeKey])} dropped: not ready`);
    return own(message, idKey);
  }

  /** Sends a message, ready or not. */
  function post(message: Message): void {
    transmit(message, post);
  }

  /** Takes in whatever the other window says. */
  function receive(message: unknown, origin: string): void {
    if (!isMessage(message) || side.fixed?.areIn(message) === false) return;
    const type = own(message, typeKey);
    if (typeof type !== 'string' || !type) return;
    if (type === handshake?.open && !start) {
      // The other side repeats itself until it is answered; the answer may cross a repetition.
      if (!peer && isAllowed(origin)) welcome(message, origin);
    } else if (origin !== peer) {
      // Somebody else, or nobody yet.
    } else if (type === handshake?.accept && start) {
      if (isAnswer!(message)) begin(type, message);
    } else if (ready && (!hasId(type) || isId(own(message, idKey)))) {
      if (options.debugMode) console.debug(prefix, 'receives', message);
      if (type === handshake?.redirect?.[0]) redirect(type, message);
      else deliver(message);
    }
  }

  function isAllowed(origin: string): boolean {
    return options.allowedOrigins ? isListed(options.allowedOrigins, origin) : !start;
  }

  /** Accepts whoever spoke first. */
  function welcome(message: Message, origin: string): void {
    const { accept: type, echo, open: wanted } = handshake!;
    const payload = echo && unwrap(wanted, message);
    peer = origin;
    post(compose(type, [Object.assign({}, isMessage(payload) && payload, answer)], echo ? own(message, idKey) : undefined));
    begin(wanted, message);
  }

  /** Begins with what the other side's part of the handshake says; a member that it lacks becomes undefined. */
  function begin(type: string, message: Message): void {
    const payload = unwrap(type, message);
    const data: Members = {};
    for (const name of handshake!.ready?.slice(1) ?? []) data[name] = isMessage(payload) ? own(payload, name) : undefined;
    pass(data);
  }

  /** Lets messages pass, and tells the application. */
  function pass(data: Message): void {
    if (ended) return;
    ready = data;
    refusal = '';
    unsent.splice(0).forEach(post);
    wake();
    if (handshake?.ready) deliver(wrap(handshake.ready[0], [data]));
  }

  /** Goes on where the other side asks to, if it may be there. */
  function redirect(type: string, message: Message): void {
    const member = handshake!.redirect![1];
    const payload = unwrap(type, message);
    const address = isMessage(payload) ? own(payload, member) : undefined;
    const origin = originOf(address);
    call(handlerOf(type, payload), payload, message);
    if (!origin || (origin !== peer && !isAllowed(origin))) return;
    peer = origin;
    if (!start) return pass({ [member]: address });
    options.move?.(String(address));
    session.restart();
  }

  /** Hands a message to the application, whole if it wants it so. */
  function deliver(event: Message): void {
    (options.onMessage ?? dispatch)(event);
  }

  /** Answers a message that this side does not know, and calls every handler that a message concerns. */
  function dispatch(event: Message): void {
    const type = String(event[typeKey]);
    if (unknown && type !== unknown[0] && !handlers.has(type)) send(unknown[0], [unknown[1](event)]);
    const payload = unwrap(type, event);
    const handler = handlerOf(type, payload);
    for (const [pattern, catching] of side.catches ?? []) {
      if (catching !== handler && pattern.test(type)) call(catching, payload, event);
    }
    if (!call(handler, payload, event)) call(side.unhandled ?? 'onUnhandled', payload, event);
  }

  function handlerOf(type: string, payload: unknown): string | undefined {
    const known = handlers.get(type);
    return typeof known === 'function' ? known(payload) : known;
  }

  /** Calls a handler, if the application has it. */
  function call(name: string | undefined, payload: unknown, event: Message): boolean {
    const all = options.eventHandlers as { readonly [name: string]: unknown } | undefined;
    const handler = name !== undefined && all?.[name];
    if (ended || typeof handler !== 'function') return false;
    handler.call(all, payload, event);
    return true;
  }

  /** Waits no longer for an answer, and tells the application. */
  function giveUp(): void {
    stop?.();
    refuse('no answer');
    if (handshake?.failed) deliver(wrap(handshake.failed, []));
  }

  /** Says why nothing will ever pass, to those who wait for it. */
  function refuse(reason: string): void {
    refusal = reason;
    wake();
  }

  function wake(): void {
    waiting.forEach((settle) => settle());
  }
}

/** What goes along when the other side asks to go on elsewhere: an iframe of this side's own. */
export interface Movable {
  readonly move?: (address: string) => void;
}

/** What a side that opens does. */
export type Opener = [
  /** Begins, or begins again. */
  start: () => void,
  /** Lets go of whatever is still to come. */
  stop: () => void,
  /** Whether a message accepts what was begun. */
  isAnswer: (message: Message) => boolean,
];

type Compose = (type: string, payload: Payload) => Message;
type Post = (message: Message) => void;

/** Whether a value can be an id. */
function isId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** The handler of each type. A Map, since a type that came from outside may be `constructor`. */
function handlersOf({ receives, choices }: Side): ReadonlyMap<string, string | Choice | undefined> {
  return new Map([
    ...receives.split(' ').map((word): [string, string] => {
      const [type, handler] = word.split('=') as [string, string?];
      return [type, handler ?? `on${pascal(type)}`];
    }),
    ...Object.entries(choices ?? {}),
  ]);
}

/** TEXT_OPENED as TextOpened. */
export function pascal(type: string): string {
  return type.toLowerCase().replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
}
