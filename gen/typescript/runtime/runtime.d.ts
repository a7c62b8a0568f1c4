declare namespace runtime {
  /** The part of a window that is needed to send it messages. Every `Window` has it. */
  export interface MessageTarget {
    /** Posts a message to a window of that origin. */
    postMessage(message: unknown, targetOrigin: string): void;
  }
  /** Carries messages to the other side and back. The usual one is `postMessage` between two windows. */
  export interface Transport {
    /** Where this side was loaded from: `https://app.example`. */
    readonly origin: string;
    /** Sends a message to the other side, provided that it is of this origin. */
    post(message: object, targetOrigin: string): void;
    /**
     * Hands on whatever arrives from the other side, with the origin that it really came from.
     *
     * @returns a function that stops it
     */
    listen(receive: (message: unknown, origin: string) => void): () => void;
  }
  /** What every side can be told. */
  export interface Options<Handlers> {
    /** Functions to call when messages arrive. All of them are optional, and each may be replaced at any time. */
    readonly eventHandlers?: Handlers | undefined;
    /**
     * Writes every message to the console, with its payload. Without it no payload is ever logged.
     *
     * @default false
     */
    readonly debugMode?: boolean | undefined;
    /**
     * Keeps what is sent before the other side is ready, and sends it then, in order. Without it such a message is dropped
     * with a warning that names its type.
     *
     * @default false
     */
    readonly queue?: boolean | undefined;
    /**
     * Origins that may be the other side. A text has to be equal to the origin, as in `https://app.example`; an
     * expression is tried on the whole of it, so let it begin with `^` and end with `$`.
     *
     * @example ['https://app.example', /^https:\/\/[a-z]+\.app\.example$/]
     */
    readonly allowedOrigins?: readonly (string | RegExp)[] | undefined;
    /**
     * The window of the other side. Messages of any other window are not looked at.
     *
     * @default window.parent
     */
    readonly peer?: MessageTarget | undefined;
    /**
     * Takes every message in place of its handlers. {@link Session.dispatch} hands it on to them.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * onMessage: (event) => console.log(event),
     * ```
     */
    readonly onMessage?: ((event: object) => void) | undefined;
    /** Carries the messages in place of `postMessage`, for tests. */
    readonly transport?: Transport | undefined;
  }
  /** What a side is told that has to know beforehand where the other side is. */
  export interface OriginOptions<Handlers> extends Options<Handlers> {
    /** Origin of the other side, as in `https://app.example`. The rest of an address does no harm. */
    readonly origin: string;
  }
  /** An iframe that is made for the other side. */
  export interface FrameOptions {
    /** Address of the page in it. */
    readonly src: string;
    /**
     * The element that it is put into, after what is there already, or a CSS selector of that element.
     *
     * @default document.body
     */
    readonly parent?: string | FrameParent | undefined;
    /** Width, as in an attribute of an iframe: `400`, or `100%`. */
    readonly width?: string | undefined;
    /** Height, as in an attribute of an iframe: `600`, or `100%`. */
    readonly height?: string | undefined;
    /** What the page is, for those who cannot see it. */
    readonly title?: string | undefined;
    /**
     * What the page in it may use, as in the attribute `allow` of an iframe.
     *
     * @default 'autoplay; clipboard-write; microphone; speaker-selection'
     */
    readonly allow?: string | undefined;
  }
  /** The part of an element that is needed to put an iframe into it. Every `Element` has it. */
  export interface FrameParent {
    /** Puts the iframe after what is there already. */
    appendChild(node: never): unknown;
  }
  /**
   * The options of a side that may be around the other one. Either the other side is there, or an iframe is made for it: it
   * is the other side then, each load of it begins the handshake anew, a redirect that is followed loads the new address in
   * it, and `destroy` removes it.
   */
  export type Framed<All> = All | (Omit<All, 'origin' | 'peer' | 'transport'> & {
    readonly frame: FrameOptions;
  });
  /** A payload as arguments of a call: none where a message has no payload. */
  export type Arguments<Payload> = [Payload] extends [undefined] ? [] : [data: Payload];
  /** A conversation with the other side. `Sends` maps the wire types that this side sends to their payloads. */
  export interface Session<Sends, Ready, Id extends string | number> {
    /** Whether the other side is ready, so that messages can be sent. */
    readonly isReady: boolean;
    /**
     * Origin of the other side, once it is known.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * console.log(session.peer);
     * ```
     */
    readonly peer: string | undefined;
    /**
     * Waits for the other side; resolves at once if it already is ready.
     *
     * Rejects when the time is up, when there is no other side (this page is in no frame), when the other side did not
     * answer, and when the session is destroyed.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * await session.ready({ timeoutMs: 10_000 });
     * ```
     */
    ready(options?: {
      readonly timeoutMs?: number | undefined;
    }): Promise<Ready>;
    /**
     * Sends a message.
     *
     * @returns its id; undefined when it has none or was not sent
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * const id = session.send('QUESTION', { text: 'Ready?' });
     * ```
     */
    send<Type extends keyof Sends & string>(type: Type, ...payload: Arguments<Sends[Type]>): Id | undefined;
    /**
     * Sends a whole message as it is.
     *
     * @returns its id; undefined when it has none or was not sent
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * session.post({ type: 'ANSWER', data: { text: 'Yes.' } });
     * ```
     */
    post(message: object): Id | undefined;
    /**
     * Takes in a message as if it had arrived from an origin: nothing happens unless that is the other side's.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * session.receive({ type: 'QUESTION', data: { text: 'Ready?' } }, 'https://app.example');
     * ```
     */
    receive(message: unknown, origin: string): void;
    /**
     * Calls the handlers of a message, as if it had arrived.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * session.dispatch({ type: 'QUESTION', data: { text: 'Ready?' } });
     * ```
     */
    dispatch(event: object): void;
    /**
     * Begins the handshake again, for a frame that was loaded anew.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * session.restart();
     * ```
     */
    restart(): void;
    /**
     * Ends the session: from now on nothing is sent, received or called.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * session.destroy();
     * ```
     */
    destroy(): void;
    /**
     * The same as `destroy`, for `using`. It is there where the language knows `Symbol.dispose`.
     *
     * @since callinggen 1.0.0
     * @example
     * ```ts
     * using held = session;
     * ```
     */
    readonly [Symbol.dispose]: () => void;
  }
  /** What is wrong with a value, and where in it. */
  export interface Issue {
    /** What is wrong, in English. */
    readonly message: string;
    /** The names and positions on the way to the part that is wrong; none for the whole value. */
    readonly path: readonly (string | number)[];
  }
  /**
   * Tells whether a value is of a type. It has the interface that the Standard Schema specification describes, version 1,
   * so that whatever takes such a schema takes it.
   */
  export interface Validator<T> {
    /** What the specification asks for. */
    readonly '~standard': {
      /** The version of the specification. */
      readonly version: 1;
      /** Who made the validator. */
      readonly vendor: string;
      /** Gives the value itself, or what is wrong with it. */
      readonly validate: (value: unknown) => {
        readonly value: T;
        readonly issues?: undefined;
      } | {
        readonly issues: readonly Issue[];
      };
      /** For the compiler alone: there is nothing at run time. */
      readonly types?: {
        readonly input: T;
        readonly output: T;
      } | undefined;
    };
  }
}
