/** The side that speaks first, and the one that need not be spoken to at all. Both know where the other side is. */

import type { OriginOptions, Session } from './api.js';
import { pick, unwrap } from './message.js';
import { isListed, originOf } from './origin.js';
import { converse, type Link, type Role } from './session.js';
import type { Handshake, Message, Side } from './side.js';

/**
 * Begins a conversation on the side that opens: it repeats its opening message until it is answered, or gives up.
 *
 * @param greeting - what the application adds to the opening message
 */
export function open<Sends, Ready, Id extends string | number>(
  side: Side & { readonly handshake: Handshake },
  options: OriginOptions<object>,
  greeting?: object,
): Session<Sends, Ready, Id> {
  const { handshake, envelope } = side;

  function roleOf(link: Link): Role {
    let pending: Message | undefined; // what an answer is awaited for
    let retry: ReturnType<typeof setInterval> | undefined;
    let deadline: ReturnType<typeof setTimeout> | undefined;

    function stop(): void {
      pending = undefined;
      clearInterval(retry);
      clearTimeout(deadline);
    }

    function start(): void {
      const message = link.compose(handshake.open, greeting);
      pending = message;
      link.post(message);
      if (handshake.retryMillis) retry = setInterval(link.post, handshake.retryMillis, message);
      if (handshake.timeoutMillis) deadline = setTimeout(giveUp, handshake.timeoutMillis);
    }

    function giveUp(): void {
      stop();
      link.fail();
    }

    /** Whether a message answers what is pending. An echo proves it by the id. */
    function isAnswer(message: Message): boolean {
      if (!pending) return false;
      return !handshake.echo || envelope.id === undefined || message[envelope.id] === pending[envelope.id];
    }

    return {
      start,

      takes(type, message, origin) {
        if (type !== handshake.accept) return false;
        if (origin === link.peer && isAnswer(message)) {
          stop();
          link.begin(pick(unwrap(side, type, message), handshake.ready?.members ?? []));
        }
        return true;
      },

      redirect(address) {
        const origin = originOf(address);
        if (origin === undefined) return;
        if (origin !== link.peer && !isListed(options.allowedOrigins ?? [], origin)) return;
        link.peer = origin;
        link.pause();
        start();
      },

      stop,
    };
  }

  return converse(side, options, peerOf(options), roleOf);
}

/** Begins a conversation of a protocol without a handshake. */
export function talk<Sends, Id extends string | number>(
  side: Side,
  options: OriginOptions<object>,
): Session<Sends, void, Id> {
  return converse(side, options, peerOf(options));
}

function peerOf({ origin }: OriginOptions<object>): string {
  const peer = originOf(origin);
  if (peer === undefined) throw new Error('The option origin has to be an address, as in "https://app.example".');
  return peer;
}
