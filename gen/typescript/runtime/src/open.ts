/** The side that speaks first, and the one that need not be spoken to at all. Both know where the other side is. */

import type { OriginOptions, Session } from './api.js';
import { originOf } from './origin.js';
import { accept, type Inner } from './session.js';
import type { Handshake, Message, Side } from './side.js';

/**
 * Begins a conversation on the side that opens: it repeats its opening message until it is answered, or gives up.
 *
 * @param greeting - what the application adds to the opening message
 * @param waits - nothing is said before {@link Session.restart}
 */
export function open<Sends, Ready, Id extends string | number>(
  side: Side & Handshake,
  options: OriginOptions<object> & Inner,
  greeting?: object,
  waits?: boolean,
): Opened<Sends, Ready, Id> {
  const { open: type, echo, failed, retryMillis, timeoutMillis, id: idKey = '' } = side;
  let pending: Message | undefined; // what an answer is awaited for
  let timers: Parameters<typeof clearTimeout>[0][] = [];
  let giveUp!: () => void;

  const session = accept<Sends, Ready, Id>(side, options, undefined, peerOf(options), (turn, compose, post, announce) => {
    giveUp = () => {
      stop();
      turn('no answer');
      announce(failed);
    };

    function start(address?: string): void {
      stop();
      if (address !== undefined) options.move?.(address);
      pending = compose(type, greeting ? [greeting] : []);
      post(pending);
      timers = [
        retryMillis && setInterval(post, retryMillis, pending),
        timeoutMillis && setTimeout(giveUp, timeoutMillis),
      ];
    }

    function stop(): void {
      pending = undefined;
      timers.forEach(clearInterval); // which ends a timeout as well
    }

    /** An echo proves itself by the id. */
    function isAnswer(message: Message): boolean {
      if (!pending || (echo && message[idKey] !== pending[idKey])) return false;
      stop();
      return true;
    }

    return [start, stop, isAnswer];
  });
  if (!waits) session.restart();
  return Object.assign(session, { giveUp });
}

/** A conversation that this side opens. */
export interface Opened<Sends, Ready, Id extends string | number> extends Session<Sends, Ready, Id> {
  /** Waits no longer for an answer, as if the time for it were up. `restart` begins again. */
  giveUp(): void;
}

/** Begins a conversation of a protocol without a handshake. */
export function talk<Sends, Id extends string | number>(side: Side, options: OriginOptions<object>): Session<Sends, void, Id> {
  const session = accept<Sends, void, Id>(side, options, undefined, peerOf(options), (turn) => [() => turn('', {})]);
  session.restart();
  return session;
}

function peerOf({ origin }: OriginOptions<object>): string {
  const peer = originOf(origin);
  if (!peer || peer === 'null') throw new Error('origin has to be an address');
  return peer;
}
