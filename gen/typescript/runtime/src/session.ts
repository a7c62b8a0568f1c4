/**
 * A conversation: what is sent, what is taken in, and who is told. How two sides find each other is the business of a
 * role; see accept.ts and open.ts.
 */

import type { Options, Session } from './api.js';
import { disposable } from './dispose.js';
import { hasFixed, hasId, isId, isMessage, own, shapeOf, unwrap, wrap } from './message.js';
import type { Message, Side } from './side.js';
import { windowTransport } from './window.js';

type Id = string | number;

/** One side of a handshake. */
export interface Role {
  /** Begins, or begins again. */
  start(): void;
  /** Takes a message that belongs to the handshake, whatever its origin. False: it does not belong there. */
  takes(type: string, message: Message, origin: string): boolean;
  /** The other side asks to go on at another address. */
  redirect(address: unknown): void;
  /** Lets go of whatever is still to come. */
  stop(): void;
}

/** What a role may do with its session. */
export interface Link {
  /** The one origin that is spoken to and listened to; undefined until somebody is accepted. */
  peer: string | undefined;
  /** Makes a message of a payload and of what the runtime adds to it. */
  compose(type: string, payload: unknown, id?: unknown): Message;
  /** Posts a message to the peer, ready or not. */
  post(message: Message): void;
  /** Lets messages pass, and tells the application. */
  begin(data: Message): void;
  /** Lets no message pass, until it begins anew. */
  pause(): void;
  /** Tells the application that nobody answered. */
  fail(): void;
}

/** Begins a conversation. Without a role messages pass at once, and the peer is known from the start. */
export function converse<Sends, Ready, SentId extends Id>(
  side: Side,
  options: Options<object>,
  peer: string | undefined,
  roleOf?: (link: Link) => Role,
): Session<Sends, Ready, SentId> {
  const { envelope, handshake, unknown } = side;
  const transport = options.transport ?? windowTransport(options.peer);
  const prefix = `[${side.protocol}@${side.version}]`;
  const instance = Date.now().toString(36) + Math.random().toString(36).slice(2);
  const waiting = new Set<(refusal?: string) => void>();
  let ids = 0;
  let unsent: Message[] = [];
  let ready: Message | undefined = roleOf ? undefined : {}; // the data that it began with; undefined: nothing passes
  let refusal = transport ? undefined : 'there is no other side: this page is in no frame.'; // why nothing ever will
  let ended = false;

  const link: Link = {
    peer,

    compose(type, payload, id = hasId(side, type) ? newId() : undefined) {
      return wrap(side, type, filled(type, payload), id);
    },

    post(message) {
      log('sends', message);
      if (link.peer !== undefined) transport?.post(message, link.peer);
    },

    begin(data) {
      ready = data;
      refusal = undefined;
      const messages = unsent;
      unsent = [];
      messages.forEach(link.post);
      wake();
      if (handshake?.ready) tell(handshake.ready.type, data);
    },

    pause() {
      ready = undefined;
    },

    fail() {
      refuse('the other side did not answer.');
      if (handshake?.failed !== undefined) tell(handshake.failed);
    },
  };

  const role = roleOf?.(link);
  const deafen = transport?.listen(receive);
  role?.start();

  function log(verb: string, message: Message): void {
    if (options.debugMode) console.debug(prefix, verb, message);
  }

  function newId(): Id {
    ids++;
    return envelope.numbers ? ids : `${instance}_${ids}`;
  }

  /** Adds to a payload what the runtime fills. */
  function filled(type: string, payload: unknown): unknown {
    const fills = own(side.fills, type);
    if (!fills) return payload;
    const values = { version: side.version, origin: transport?.origin, debug: options.debugMode === true };
    const members: { [name: string]: unknown } = {};
    for (const name in fills) members[name] = values[fills[name]!];
    return Object.assign(members, payload);
  }

  /** Sends a message now, later or not at all. */
  function send(type: string, payload: unknown, id?: unknown): SentId | undefined {
    if (ended) return undefined;
    if (!ready && !options.queue) {
      console.warn(prefix, `${type} was not sent: the other side is not ready.`);
      return undefined;
    }
    const message = link.compose(type, payload, id);
    if (ready) link.post(message);
    else unsent.push(message);
    return envelope.id === undefined ? undefined : (message[envelope.id] as SentId | undefined);
  }

  /** Takes in whatever the other window says. */
  function receive(message: unknown, origin: string): void {
    if (!isMessage(message) || !hasFixed(side, message)) return;
    const type = own(message, envelope.type);
    if (typeof type !== 'string' || type === '' || role?.takes(type, message, origin)) return;
    if (!ready || origin !== link.peer || (hasId(side, type) && !isId(own(message, envelope.id!)))) return;
    log('receives', message);
    if (role && type === handshake?.redirect?.type) {
      const payload = unwrap(side, type, message);
      call(handlerOf(type, payload), payload, message);
      role.redirect(isMessage(payload) ? own(payload, handshake.redirect.to) : undefined);
      return;
    }
    deliver(message);
  }

  /** Hands a message to the application, whole if it wants it so. */
  function deliver(event: Message): void {
    if (ended) return;
    if (options.onMessage) options.onMessage(event);
    else dispatch(event);
  }

  /** Tells the application of something that this side makes up. */
  function tell(type: string, payload?: unknown): void {
    deliver(wrap(side, type, payload));
  }

  /** Whether a type is in the tables, or made up on this side. */
  function isKnown(type: string): boolean {
    return own(side.receives, type) !== undefined || type === handshake?.ready?.type || type === handshake?.failed;
  }

  /** Answers a message that this side does not know, and calls every handler that a message concerns. */
  function dispatch(event: Message): void {
    const type = String(event[envelope.type]);
    if (unknown && type !== unknown.type && !isKnown(type)) send(unknown.type, unknown.answer(event));
    const payload = unwrap(side, type, event);
    const handler = handlerOf(type, payload);
    for (const [pattern, catching] of side.catches ?? []) {
      if (catching !== handler && pattern.test(type)) call(catching, payload, event);
    }
    if (!call(handler, payload, event)) call(side.unhandled ?? 'onUnhandled', payload, event);
  }

  function handlerOf(type: string, payload: unknown): string | undefined {
    const entry = own(side.receives, type);
    return typeof entry === 'object' ? shapeOf(entry, payload)?.handler : entry;
  }

  /** Calls a handler, if the application has it. */
  function call(name: string | undefined, payload: unknown, event: Message): boolean {
    const handlers = options.eventHandlers as { readonly [name: string]: unknown } | undefined;
    const handler = name === undefined ? undefined : handlers?.[name];
    if (ended || typeof handler !== 'function') return false;
    handler.call(handlers, payload, event);
    return true;
  }

  /** Says why nothing will ever pass, to those who wait for it. */
  function refuse(reason: string): void {
    refusal = reason;
    wake();
  }

  function wake(): void {
    for (const look of waiting) look();
  }

  return disposable<Session<Sends, Ready, SentId>>({
    get isReady() {
      return ready !== undefined;
    },

    ready({ timeoutMs } = {}) {
      return new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const look = (late?: string): void => {
          const reason = refusal ?? late;
          if (ready) resolve(ready as Ready);
          else if (reason !== undefined) reject(new Error(`${prefix} ${reason}`));
          else return void waiting.add(look);
          waiting.delete(look);
          clearTimeout(timer);
        };
        look();
        if (timeoutMs !== undefined && waiting.has(look)) {
          timer = setTimeout(look, timeoutMs, `the other side was not ready within ${timeoutMs} ms.`);
        }
      });
    },

    send(type, ...[payload]) {
      return send(type, payload);
    },

    reply(request, type, ...[payload]) {
      return send(type, payload, request && envelope.id !== undefined ? own(request as Message, envelope.id) : undefined);
    },

    dispatch(event) {
      dispatch(event as Message);
    },

    restart() {
      if (ended || !role || !transport) return;
      ready = refusal = undefined;
      role.stop();
      role.start();
    },

    destroy() {
      ended = true;
      ready = undefined;
      unsent = [];
      deafen?.();
      role?.stop();
      refuse('the session was destroyed.');
    },
  });
}
