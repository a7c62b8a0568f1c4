/** The side that speaks first, and the one that need not be spoken to at all. Both know where the other side is. */

import type { OriginOptions, Session } from './api.js';
import { own } from './message.js';
import { originOf } from './origin.js';
import { converse } from './session.js';
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

  return converse(side, options, undefined, peerOf(options), (compose, post, giveUp) => {
    let pending: Message | undefined; // what an answer is awaited for
    let retry: ReturnType<typeof setInterval> | undefined;
    let deadline: ReturnType<typeof setTimeout> | undefined;

    function start(): void {
      stop();
      pending = compose(handshake.open, greeting ? [greeting] : []);
      post(pending);
      if (handshake.retryMillis) retry = setInterval(post, handshake.retryMillis, pending);
      if (handshake.timeoutMillis) deadline = setTimeout(giveUp, handshake.timeoutMillis);
    }

    function stop(): void {
      pending = undefined;
      clearInterval(retry);
      clearTimeout(deadline);
    }

    /** An echo proves itself by the id. */
    function isAnswer(message: Message): boolean {
      if (!pending || (handshake.echo && own(message, envelope.id) !== own(pending, envelope.id))) return false;
      stop();
      return true;
    }

    return [start, stop, isAnswer];
  });
}

/** Begins a conversation of a protocol without a handshake. */
export function talk<Sends, Id extends string | number>(
  side: Side,
  options: OriginOptions<object>,
): Session<Sends, void, Id> {
  return converse(side, options, undefined, peerOf(options));
}

function peerOf({ origin }: OriginOptions<object>): string {
  const peer = originOf(origin);
  if (peer === undefined) throw new Error('origin has to be an address');
  return peer;
}
