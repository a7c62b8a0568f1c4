/**
 * The names that the vendor's SDK has, given to what is generated here. A name that both have, such as EndStatus, is the
 * generated one.
 */

import { PROTOCOL_VERSION } from '../constants.js';
import {
  accept,
  open,
  handlerNames,
  originOf,
  instance,
  numberId,
  sent,
  textId,
  type FrameParent,
  type Handshake,
  type MessageTarget,
  type Options as SessionOptions,
  type Payload,
  type Side,
} from '../runtime/index.js';
import type * as types from '../types.js';
import { CallingExtensions, methods } from '../widget/class.js';
import type { WidgetHandlers, WidgetReceives, WidgetSends, WidgetSession } from '../widget/messages.js';
import { side } from '../widget/side.js';

/** Functions to call when messages arrive. */
export interface EventHandlers extends WidgetHandlers {
  /** Called for every message that has no handler of its own. */
  defaultEventHandler?: ((data: unknown, event: object) => void) | undefined;
}

/** The iframe that a page makes for a calling app. */
export interface IframeOptions {
  /** Address of the calling app. */
  src: string;
  /** Height, as in an attribute of an iframe: `600px`. */
  height: string;
  /** Width, as in an attribute of an iframe: `400px`. */
  width: string;
  /** CSS selector of the element that the iframe is put into, after what is there. */
  hostElementSelector: string;
  /**
   * What the calling app may use, as in the attribute `allow` of an iframe.
   *
   * @default 'microphone; autoplay; speaker-selection; clipboard-write'
   */
  allow?: string | undefined;
}

/** What the default class can be told. */
export interface Options extends SessionOptions<EventHandlers> {
  /** Makes this the page around a calling app, which needs {@link IFrameManager} to be imported. Left out: this is the calling app. */
  readonly iFrameOptions?: IframeOptions | undefined;
  /** Functions to call when messages arrive. */
  readonly eventHandlers: EventHandlers;
}

/** What an {@link IFrameManager} can be told. */
export interface IframeManagerOptions extends SessionOptions<object> {
  /** Makes this the page around a calling app. Left out: this is the calling app. */
  readonly iFrameOptions?: IframeOptions | undefined;
  /** Takes every message. */
  readonly onMessageHandler: (event: OnMessage) => void;
}

/** Any message. */
export interface OnMessage {
  /** The wire type. */
  type: string;
  /** The payload. */
  data?: unknown;
  /** The id; left out: a new one. */
  messageId?: string | number | undefined;
}

/** What `resizeWidget` takes. */
export type OnResize = types.ResizeWidget;
/** The size of the frame. */
export type SizeInfo = types.ResizeWidget;
/** What `initialized` takes. */
export type OnInitialized = types.Initialized;
/** What `incomingCall` takes. */
export type OnIncomingCall = types.IncomingCall;
/** What `outgoingCall` takes. */
export type OnOutgoingCall = types.OutgoingCallStarted;
/** What `callAnswered` takes. */
export type OnCallAnswered = types.CallAnswered;
/** What `callTransferred` takes. */
export type OnCallTransferred = types.CallTransferred;
/**
 * What `publishToChannel` takes.
 *
 * @deprecated Use {@link OnFinalizeEngagement}.
 */
export type OnPublishToChannel = types.PublishToChannel;
/** What `finalizeEngagement` takes. */
export type OnFinalizeEngagement = types.FinalizeEngagement;
/** What `setWidgetUrl` takes. */
export type OnSetWidgetUrl = types.SetWidgetUrl;
/** What `callEnded` takes. */
export type OnCallEnded = types.CallEnded;
/** Properties of an engagement, as `callCompleted` takes them. */
export type RawEngagementProperties = types.EngagementProperties;
/** What `callCompleted` takes. */
export type OnCallCompleted = types.CallCompleted;
/** What `navigateToRecord` takes. */
export type OnNavigateToRecord = types.NavigateToRecord;
/** What `sendError` takes. */
export type OnError = types.Error;

/** The iframe of a calling app, as far as it is used. Every `HTMLIFrameElement` has it. */
interface Frame {
  readonly contentWindow: MessageTarget | null;
  setAttribute(name: string, value: string): void;
  remove(): void;
}

/** A message as it arrives, as far as it is used. Every `MessageEvent` has it. */
interface Arrival {
  readonly data: unknown;
  readonly origin: string;
}

/** What is called with the answer to a message. */
type Callback = (answer: OnMessage) => void;

type Same<Name extends string> = { readonly [N in Name]: N };
type Internal<Name extends string> = { readonly [N in Name as `INTERNAL_${N}`]: N };
type Split<Names extends string> = Names extends `${infer Name} ${infer Rest}` ? Name | Split<Rest> : Names;

/** What the vendor has, but for its answer to a message that it does not know, no method or no handler for. */
type Later = 'ERROR' | 'SET_WIDGET_URL' | 'UNLOADING';
type Sent = Exclude<keyof WidgetSends, Later>;
type Handled = Exclude<keyof WidgetReceives, Later>;

/** An object of names that are their own values. */
function same<Names extends string>(names: Names): Same<Split<Names>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, name])) as Same<Split<Names>>;
}

/** Statuses, under the names that the vendor gives them. */
function internal<Names extends string>(names: Names): Internal<Split<Names>> {
  return Object.fromEntries(names.split(' ').map((name) => ['INTERNAL_' + name, name])) as Internal<Split<Names>>;
}

/** The constants of the vendor's SDK. Those of messages are made of the protocol's tables. */
export const Constants = /* @__PURE__ */ (() => {
  const sends: { [type: string]: string } = same(methods.split(' ').map((word) => sent(word)[1]).join(' '));
  const { ERROR, SET_WIDGET_URL, ...thirdPartyToHostEvents } = sends;
  const handlers = handlerNames(side.receives);
  const { SET_WIDGET_URL: moved, UNLOADING, ...messageHandlerNames } = handlers;
  const callerIdTypes = same('CONTACT COMPANY');
  return {
    VERSION: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
    debugMessageType: {
      FROM_HUBSPOT: 'From HubSpot',
      TO_HUBSPOT: 'To HubSpot',
      GENERIC_MESSAGE: 'Generic Message',
    } as const,
    thirdPartyToHostEvents: thirdPartyToHostEvents as Same<Sent>,
    messageType: {
      ...sends,
      ...same(Object.keys(handlers).join(' ')),
      ...same('SYNC_ACK_FAILED SYNC_ACK SYNC'),
    } as Same<Sent | Handled | Later | 'SYNC_ACK_FAILED' | 'SYNC_ACK' | 'SYNC'>,
    messageHandlerNames: messageHandlerNames as { readonly [Type in Handled]: keyof EventHandlers },
    errorType: same('UNKNOWN_MESSAGE_TYPE'),
    callStatus: internal(
      'QUEUED RINGING CONNECTING CALLING_CRM_USER IN_PROGRESS ENDING COMPLETED FAILED CANCELED BUSY NO_ANSWER',
    ),
    callRingingStatus: internal('QUEUED RINGING CONNECTING CALLING_CRM_USER'),
    callInProgressStatus: internal('IN_PROGRESS'),
    callEndingStatus: internal('ENDING'),
    callEndStatus: internal('COMPLETED FAILED CANCELED BUSY NO_ANSWER'),
    ...callerIdTypes,
    callerIdTypes,
  };
})();

/** What a calling app needs of an {@link IFrameManager}. */
class Manager {
  /** What it was told; null when it has ended. */
  declare options: IframeManagerOptions | null;
  /** Takes every message. It may be replaced. */
  declare onMessageHandler: (event: OnMessage) => void;
  /** Whether this is the page around a calling app. */
  declare isIFrameHost: boolean;
  /** Writes every message to the console, with its payload. */
  declare debugMode: boolean;
  /** What is called with the answers to messages, by their ids. */
  declare callbacks: { [messageId: string]: Callback };
  /** What the ids of messages begin with. */
  declare instanceId: number;
  /** Matches the ids of messages of this side. */
  declare instanceRegexp: RegExp;
  /** Takes in what the other window says, as {@link onMessage} does. */
  declare messageHandler: (event: Arrival) => void;
  /** The iframe of the calling app; null in the calling app itself. */
  declare iFrame: Frame | null;
  /** When the iframe was last loaded; 0 before that. */
  declare firstSyncSent: number;
  /** The window of the other side. */
  declare destinationWindow: MessageTarget | null;
  /** The conversation underneath. */
  readonly session: WidgetSession;

  /** Begins a conversation. */
  constructor(options: IframeManagerOptions, onMessageHandler: (event: OnMessage) => void = options.onMessageHandler) {
    const manager = Object.assign(this, {
      isIFrameHost: !!options.iFrameOptions,
      onMessageHandler,
      debugMode: !!options.debugMode,
      firstSyncSent: 0,
      options,
      messageHandler: (event: Arrival) => this.onMessage(event),
      instanceId: instance,
      instanceRegexp: new RegExp(`^${instance}_`),
      destinationWindow: options.peer ?? globalThis.window?.parent,
      callbacks: { __proto__: null as never }, // an id may be `constructor`
      iFrame: null,
    });
    this.session = begin(this, {
      __proto__: options,
      unhandled: 'defaultEventHandler',
      get debugMode() {
        return manager.debugMode;
      },
      onMessage(event: OnMessage) {
        const callback = manager.callbacks[event.messageId!];
        delete manager.callbacks[event.messageId!];
        if (callback) callback(event);
        else manager.onMessageHandler(event);
      },
    } as SessionOptions<object>);
  }

  /** Whether the other side is ready. */
  get isReady(): boolean {
    return this.session.isReady;
  }

  /** Origin of the other side: where it is expected until it has said something, then where it is. */
  get destinationHost(): string {
    return this.session.peer ?? originOf(document.referrer) ?? '';
  }

  /** Takes in what the other window says. */
  onMessage({ data, origin }: Arrival): void {
    this.session.receive(data, origin);
  }

  /** Tells that the other side is ready. */
  onReady(data: object = {}): void {
    this.onMessageHandler({ type: 'READY', data });
  }

  /** Ends the conversation, and removes the iframe if there is one. */
  remove(): void {
    this.session.destroy();
  }

  /**
   * Sends any message.
   *
   * @param callback - called with the message that answers it, which has its id
   */
  sendMessage(message: OnMessage, callback?: Callback): void {
    const messageId = message.messageId || textId();
    if (callback && !message.messageId) this.callbacks[messageId] = callback;
    this.session.post(Object.assign({}, message, { messageId })); // five times as fast as a spread
  }

  /** Writes to the console when `debugMode` is on. */
  logDebugMessage(...words: unknown[]): void {
    if (this.debugMode) console.debug(...words);
  }
}

/** Begins as the calling app, which is all that can be without the class that makes iframes. */
function beginAsApp({ isIFrameHost }: Manager, settings: SessionOptions<object>): WidgetSession {
  if (isIFrameHost) throw new Error('IFrameManager is missing');
  return accept(side, settings);
}

/** The class that holds the conversations of the default class, and how it begins them. {@link IFrameManager} changes both. */
let CurrentManager = Manager;
let begin = beginAsApp;

/**
 * Either end of the conversation without handlers of its own: one function takes every message.
 *
 * Where this is part of a bundle the default class can be the page around a calling app as well. A calling app, which needs
 * no iframe, does not import it and stays small.
 */
export const IFrameManager = /* @__PURE__ */ (() => {
  class IFrameManager extends Manager {
    /** A new id. */
    static createMessageId(instanceId: string | number): string {
      return `${instanceId}_${numberId()}`;
    }

    /** The element that a CSS selector finds. Throws when there is none. */
    static getHostElement(hostElementSelector: string): FrameParent {
      const element = document.querySelector(hostElementSelector);
      if (!element) throw new Error(`${hostElementSelector} is missing`);
      return element;
    }

    /** The origin of an address; an empty text where it has none. */
    static extractHostFromUrl(url: string): string {
      return originOf(url) ?? '';
    }

    /** The origin that the other side is expected at: of the iframe, or of the page that refers to this one. */
    static getDestinationHost(iFrameOptions: IframeOptions | undefined): string {
      return IFrameManager.extractHostFromUrl(iFrameOptions ? iFrameOptions.src : document.referrer);
    }

    /** Puts an iframe into the page. */
    static createIFrame(iFrameOptions: IframeOptions, onload: () => void, onerror: () => void): Frame {
      const { hostElementSelector, allow = 'microphone; autoplay; speaker-selection; clipboard-write', ...rest } = iFrameOptions;
      if (!rest.src || !rest.width || !rest.height || !hostElementSelector) {
        throw new Error('src, width, height or hostElementSelector is missing');
      }
      const frame = Object.assign(document.createElement('iframe'), { onload, onerror, allow }, rest);
      const id = 'hubspot-calling-extension-iframe';
      if (!document.getElementById(id)) frame.id = id;
      IFrameManager.getHostElement(hostElementSelector).appendChild(frame as never);
      return frame;
    }

    /** A size as in an attribute of an iframe: pixels where it is a number. */
    static formatSize(size: number | string): string {
      return typeof size === 'number' ? `${size}px` : size;
    }

    /** Tells that the iframe could not be loaded. */
    handleLoadError(): void {
      (this.session as Opened).giveUp();
    }

    /** Gives the iframe another size: pixels, or a text such as `50%`. */
    updateIFrameSize(size: { width?: number | string | undefined; height?: number | string | undefined }): void {
      for (const name of ['width', 'height'] as const) {
        if (size[name]) this.iFrame?.setAttribute(name, IFrameManager.formatSize(size[name]));
      }
    }

    /** Begins the handshake, on the side of the page around a calling app. */
    sendSync(): void {
      if (!this.iFrame) return;
      this.firstSyncSent = Date.now();
      this.session.restart();
    }
  }

  type Opened = ReturnType<typeof open> & WidgetSession;

  /** The protocol as the vendor's page sees it, which the handshake tells nothing. */
  const page: Side & Handshake = {
    ...side,
    // The greeting lies beside the type, unlike all that a calling app may send.
    write: (type, payload, messageId) => (type === 'SYNC' ? { type, messageId, ...(payload[0] as object) } : (side as Side).write(type, payload, messageId)),
    ready: ['READY'],
    failed: 'SYNC_ACK_FAILED',
    retryMillis: 100,
    timeoutMillis: 30_000,
  };

  /** Begins as the page around a calling app, if it is one. Nothing is said to an iframe before it has loaded. */
  function beginAsEither(manager: Manager, settings: SessionOptions<object>): WidgetSession {
    if (!manager.onMessageHandler) throw new Error('onMessageHandler is missing');
    if (!manager.isIFrameHost) return accept(side, settings);
    const host = manager as IFrameManager;
    const frame = IFrameManager.createIFrame(host.options!.iFrameOptions!, () => host.sendSync(), () => host.handleLoadError());
    host.iFrame = frame;
    host.destinationWindow = frame.contentWindow;
    return open(page, Object.assign(settings, {
      peer: frame.contentWindow!,
      origin: (frame as HTMLIFrameElement).src,
      end() {
        frame.remove();
        host.iFrame = host.options = null;
      },
    }), { hostUrl: window.origin }, true);
  }

  begin = beginAsEither;
  return CurrentManager = IFrameManager;
})();

/** An {@link IFrameManager}. */
export type IFrameManager = InstanceType<typeof IFrameManager>;

/** The class of the vendor's SDK: {@link CallingExtensions} with the names that it has besides. */
export default class DropIn extends CallingExtensions {
  declare options: Options;
  declare iFrameManager: IFrameManager;

  constructor(options: Options) {
    if (!options?.eventHandlers) throw new Error('eventHandlers is missing');
    const iFrameManager = new CurrentManager(options as Options & IframeManagerOptions, (event: OnMessage) => this.onMessageHandler(event));
    super(options, iFrameManager.session);
    this.options = options;
    this.iFrameManager = iFrameManager as IFrameManager;
  }

  // What the methods send goes through sendMessage, which an application may replace. The name is put so that no declaration has it.
  ['_send' as string](type: string, ...payload: Payload): void {
    this.sendMessage((side as Side).write(type, payload) as OnMessage);
  }

  sendMessage(message: OnMessage): void {
    this.iFrameManager.sendMessage(message);
  }

  logDebugMessage({ message, type = 'Generic Message' }: { message: string; type?: string | undefined }): void {
    this.iFrameManager.logDebugMessage(type, message);
  }

  onMessageHandler(event: OnMessage): void {
    this.session.dispatch(event);
  }
}
