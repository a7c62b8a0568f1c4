/**
 * The names that the vendor's SDK has, given to what is generated here. A name that both have, such as EndStatus, is the
 * generated one.
 */

import { PROTOCOL_VERSION } from '../constants.js';
import {
  accept,
  open,
  originOf,
  windowTransport,
  type FrameParent,
  type MessageTarget,
  type Options as SessionOptions,
  type Transport,
} from '../runtime/index.js';
import type * as types from '../types.js';
import { CallingExtensions } from '../widget/class.js';
import type { WidgetHandlers, WidgetSession } from '../widget/messages.js';
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
  /** Makes this the page around a calling app. Left out: this is the calling app. */
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

type Split<Names extends string> = Names extends `${infer Name} ${infer Rest}` ? Name | Split<Rest> : Names;
type Same<Name extends string> = { readonly [N in Name]: N };

/** An object of names that are their own values. */
function same<Names extends string>(names: Names): Same<Split<Names>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, name])) as Same<Split<Names>>;
}

type Internal<Name extends string> = { readonly [N in Name as `INTERNAL_${N}`]: N };

/** Statuses, under the names that the vendor gives them. */
function internal<Names extends string>(names: Names): Internal<Split<Names>> {
  return Object.fromEntries(names.split(' ').map((name) => ['INTERNAL_' + name, name])) as Internal<Split<Names>>;
}

/** Names of handlers, by the types of the messages that they take. */
function handlers<Type extends string>(messages: Same<Type>): { readonly [T in Type]: keyof EventHandlers } {
  const name = (type: string): string =>
    'on' + type.toLowerCase().replace(/(?:^|_)./g, (start) => start.slice(-1).toUpperCase());
  return Object.fromEntries(Object.keys(messages).map((type) => [type, name(type)])) as {
    readonly [T in Type]: keyof EventHandlers;
  };
}

/** The constants of the vendor's SDK. */
export const Constants = /* @__PURE__ */ (() => {
  const thirdPartyToHostEvents = same(
    'CALL_ANSWERED CALL_COMPLETED CALL_DATA CALL_ENDED CALL_TRANSFERRED INCOMING_CALL INITIALIZED LOGGED_IN LOGGED_OUT NAVIGATE_TO_RECORD OUTGOING_CALL_STARTED PUBLISH_TO_CHANNEL RESIZE_WIDGET USER_AVAILABLE USER_UNAVAILABLE FINALIZE_ENGAGEMENT',
  );
  const handled = same(
    'CALLER_ID_MATCH_FAILED CALLER_ID_MATCH_SUCCEEDED CREATE_ENGAGEMENT_FAILED CREATE_ENGAGEMENT_SUCCEEDED DIAL_NUMBER ENGAGEMENT_CREATED INITIATE_CALL_ID_FAILED INITIATE_CALL_ID_SUCCEEDED NAVIGATE_TO_RECORD_FAILED PUBLISH_TO_CHANNEL_FAILED PUBLISH_TO_CHANNEL_SUCCEEDED FINALIZE_ENGAGEMENT_FAILED FINALIZE_ENGAGEMENT_SUCCEEDED SET_WIDGET_URL_FAILED UPDATE_ENGAGEMENT_FAILED UPDATE_ENGAGEMENT_SUCCEEDED VISIBILITY_CHANGED END_CALL READY SET_CALL_STATE FAILED',
  );
  const callerIdTypes = same('CONTACT COMPANY');
  return {
    VERSION: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
    debugMessageType: {
      FROM_HUBSPOT: 'From HubSpot',
      TO_HUBSPOT: 'To HubSpot',
      GENERIC_MESSAGE: 'Generic Message',
    } as const,
    thirdPartyToHostEvents,
    messageType: {
      ...thirdPartyToHostEvents,
      ...handled,
      ...same('ERROR SET_WIDGET_URL SYNC_ACK_FAILED SYNC_ACK SYNC UNLOADING'),
    },
    messageHandlerNames: handlers(handled),
    errorType: same('UNKNOWN_MESSAGE_TYPE'),
    callStatus: internal(
      'CONNECTING CALLING_CRM_USER IN_PROGRESS CANCELED FAILED BUSY NO_ANSWER COMPLETED ENDING QUEUED RINGING',
    ),
    callRingingStatus: internal('QUEUED RINGING CONNECTING CALLING_CRM_USER'),
    callInProgressStatus: internal('IN_PROGRESS'),
    callEndingStatus: internal('ENDING'),
    callEndStatus: internal('COMPLETED FAILED CANCELED BUSY NO_ANSWER'),
    ...callerIdTypes,
    callerIdTypes,
  };
})();

/** The protocol under the vendor's names. The page around a calling app is told nothing by the handshake. */
const opening = { failed: 'SYNC_ACK_FAILED', retryMillis: 100, timeoutMillis: 30_000 };
const app = { ...side, unhandled: 'defaultEventHandler' };
const page = { ...app, handshake: { ...side.handshake, ...opening, ready: ['READY'] as const } };

let messages = 0;

/** Either end of the conversation without handlers of its own: one function takes every message. */
export class IFrameManager {
  /** What it was told; null when it has ended. */
  options: IframeManagerOptions | null;
  /** Takes every message. It may be replaced. */
  onMessageHandler: (event: OnMessage) => void;
  /** Whether this is the page around a calling app. */
  isIFrameHost: boolean;
  /** Writes every message to the console, with its payload. */
  debugMode: boolean;
  /** What is called with the answers to messages, by their ids. */
  callbacks: { [messageId: string]: Callback } = {};
  /** What the ids of messages begin with. */
  instanceId: number = Math.floor(Math.random() * 2 ** 53);
  /** Matches the ids of messages of this side. */
  instanceRegexp: RegExp = new RegExp(`^${this.instanceId}_`);
  /** Takes whatever the other window says; {@link remove} ends it. */
  messageHandler: (event: Arrival) => void = (event) => this.onMessage(event);
  /** The iframe of the calling app; null in the calling app itself. */
  iFrame: Frame | null = null;
  /** When the iframe was last loaded; 0 before that. */
  firstSyncSent = 0;
  /** The window of the other side. */
  destinationWindow: MessageTarget | null;
  /** Origin of the other side: where it is expected until it has said something, then where it is. */
  destinationHost: string;
  /** The conversation underneath. */
  readonly session: WidgetSession;
  /** Takes in what the other window says. */
  onMessage: (event: Arrival) => void = () => {};

  /** Begins a conversation. */
  constructor(options: IframeManagerOptions) {
    const { iFrameOptions, onMessageHandler } = options;
    if (!onMessageHandler) throw new Error('onMessageHandler is missing');
    this.options = options;
    this.onMessageHandler = onMessageHandler;
    this.isIFrameHost = !!iFrameOptions;
    this.debugMode = !!options.debugMode;
    if (iFrameOptions) {
      this.iFrame = IFrameManager.createIFrame(iFrameOptions, () => this.sendSync(), () => this.handleLoadError());
    }
    this.destinationWindow = this.iFrame ? this.iFrame.contentWindow : options.peer ?? globalThis.window?.parent ?? null;
    this.destinationHost = IFrameManager.getDestinationHost(iFrameOptions);
    const settings = Object.create(options, {
      debugMode: { get: () => this.debugMode },
      onMessage: { value: (event: OnMessage) => {
        const callback = callbackOf(this, event);
        if (callback) callback(event);
        else this.onMessageHandler(event);
      } },
      origin: { value: this.destinationHost },
      transport: { value: transportOf(this, options.transport ?? windowTransport(this.destinationWindow ?? undefined)) },
    }) as SessionOptions<object> & { origin: string };
    this.session = iFrameOptions ? open(page, settings, { hostUrl: window.origin }) : accept(app, settings);
  }

  /** A new id. */
  static createMessageId(instanceId: string | number): string {
    return `${instanceId}_${++messages}`;
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
    return IFrameManager.extractHostFromUrl(iFrameOptions ? iFrameOptions.src : globalThis.document?.referrer);
  }

  /** Puts an iframe into the page. */
  static createIFrame(iFrameOptions: IframeOptions, onload: () => void, onerror: () => void): Frame {
    const { src, width, height, hostElementSelector, allow = 'microphone; autoplay; speaker-selection; clipboard-write' } = iFrameOptions;
    if (!src || !width || !height || !hostElementSelector) {
      throw new Error('src, width, height or hostElementSelector is missing in iFrameOptions');
    }
    const frame = Object.assign(document.createElement('iframe'), { onload, onerror, src, width, height, allow });
    const id = 'hubspot-calling-extension-iframe';
    if (!document.getElementById(id)) frame.id = id;
    IFrameManager.getHostElement(hostElementSelector).appendChild(frame as never);
    return frame;
  }

  /** A size as in an attribute of an iframe: pixels where it is a number. */
  static formatSize(size: number | string): string {
    return typeof size === 'number' ? `${size}px` : size;
  }

  /** Whether the other side is ready. */
  get isReady(): boolean {
    return this.session.isReady;
  }

  /** Tells that the iframe could not be loaded. */
  handleLoadError(): void {
    this.session.giveUp();
  }

  /** Gives the iframe another size: pixels, or a text such as `50%`. */
  updateIFrameSize(size: { width?: number | string | undefined; height?: number | string | undefined }): void {
    for (const name of ['width', 'height'] as const) {
      if (size[name]) this.iFrame?.setAttribute(name, IFrameManager.formatSize(size[name]));
    }
  }

  /** Tells that the other side is ready. */
  onReady(data: object = {}): void {
    this.onMessageHandler({ type: 'READY', data });
  }

  /** Ends the conversation, and removes the iframe if there is one. */
  remove(): void {
    this.session.destroy();
    if (!this.iFrame) return;
    this.iFrame.remove();
    this.iFrame = this.options = null;
  }

  /**
   * Sends any message.
   *
   * @param callback - called with the message that answers it, which has its id
   */
  sendMessage(message: OnMessage, callback?: Callback): void {
    const messageId = message.messageId || IFrameManager.createMessageId(this.instanceId);
    if (callback && !message.messageId) this.callbacks[messageId] = callback;
    this.session.post(Object.assign({}, message, { messageId })); // five times as fast as a spread
  }

  /** Begins the handshake, on the side of the page around a calling app. */
  sendSync(): void {
    if (!this.iFrame) return;
    this.firstSyncSent = Date.now();
    this.session.restart();
  }

  /** Writes to the console when `debugMode` is on. */
  logDebugMessage(...words: unknown[]): void {
    if (this.debugMode) console.debug(...words);
  }
}

/** Takes the function that waits for an answer. */
function callbackOf({ callbacks, instanceRegexp }: IFrameManager, { messageId }: OnMessage): Callback | undefined {
  if (!instanceRegexp.test(String(messageId))) return undefined;
  const callback = callbacks[messageId!];
  delete callbacks[messageId!];
  return callback;
}

/** The way to the other window, which keeps where that is; nothing is said to an iframe that has not loaded. */
function transportOf(manager: IFrameManager, inner: Transport | undefined): Transport | undefined {
  return inner && {
    origin: inner.origin,
    post(message, origin) {
      manager.destinationHost = origin;
      if (!manager.isIFrameHost || manager.firstSyncSent) inner.post(message, origin);
    },
    listen(receive) {
      manager.onMessage = ({ data, origin }) => receive(data, origin);
      return inner.listen((data, origin) => manager.messageHandler({ data, origin }));
    },
  };
}

/** The class of the vendor's SDK: {@link CallingExtensions} with the names that it has besides. */
export default class DropIn extends CallingExtensions {
  /** What it was told. */
  options: Options;
  /** What holds the conversation. */
  iFrameManager: IFrameManager;

  /** Begins a conversation. */
  constructor(options: Options) {
    if (!options?.eventHandlers) throw new Error('eventHandlers is missing');
    const manager = new IFrameManager(Object.create(options, {
      onMessageHandler: { value: (event: OnMessage) => self.onMessageHandler(event) },
    }));
    super(options, Object.create(manager.session, {
      send: { value: (type: string, ...data: unknown[]) => self.sendMessage(data.length > 0 ? { type, data: data[0] } : { type }) },
    }));
    const self = this;
    this.options = options;
    this.iFrameManager = manager;
  }

  /** Sends any message. */
  sendMessage(message: OnMessage): void {
    this.iFrameManager.sendMessage(message);
  }

  /** Writes to the console when `debugMode` is on. */
  logDebugMessage({ message, type = 'Generic Message' }: { message: string; type?: string | undefined }): void {
    this.iFrameManager.logDebugMessage(type, message);
  }

  /** Calls the handlers of a message. Every message that arrives comes through here. */
  onMessageHandler(event: OnMessage): void {
    this.session.dispatch(event);
  }
}
