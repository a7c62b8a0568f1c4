/** What the classes of both sides have in common. */

import { sent } from './words.js';

/** As much of a conversation as a class needs. */
interface Conversation {
  ready(options?: { readonly timeoutMs?: number | undefined }): Promise<unknown>;
  send(type: never, ...payload: readonly never[]): unknown;
  destroy(): void;
}

/** What holds a conversation. */
export interface Sender<Talk extends Conversation> {
  /** The conversation underneath: its state, and messages by wire type. */
  readonly session: Talk;
  ready(options?: { readonly timeoutMs?: number | undefined }): ReturnType<Talk['ready']>;
  destroy(): void;
  readonly [Symbol.dispose]: () => void;
}

/** Makes a class with a method for each message; see {@link sent} for the words. */
export function sender<Options, Talk extends Conversation>(
  connect: (options: Options) => Talk,
  words: string,
): new (options: Options, session?: Talk) => Sender<Talk> {
  class Sender {
    readonly session: Conversation;

    constructor(options: Options, session: Conversation = connect(options)) {
      this.session = session;
    }

    // What every method below sends. No message has a method of this name, so a class that extends this one may send otherwise.
    _send(type: never, ...payload: readonly never[]): void {
      this.session.send(type, ...payload);
    }

    ready(options?: { readonly timeoutMs?: number | undefined }): Promise<unknown> {
      return this.session.ready(options);
    }

    destroy(): void {
      this.session.destroy();
    }

    // Where the language does not know the symbol, this is the same method once more.
    [(Symbol.dispose as symbol | undefined) ?? 'destroy'](): void {
      this.session.destroy();
    }
  }

  const methods = Sender.prototype as unknown as { [name: string]: (this: Sender, data?: never) => void };
  for (const [name, type, isAlone] of words.split(' ').map(sent)) {
    methods[name] = function (data) {
      this._send(type as never, ...(isAlone ? [] : [data!]));
    };
  }
  return Sender as never;
}
