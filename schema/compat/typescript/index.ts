/**
 * The names that the vendor's SDK has, given to what is generated here. A name that both have, such as EndStatus, is the
 * generated one.
 */

import { PROTOCOL_VERSION } from '../constants.js';
import { accept, open, type MessageTarget, type Options as SessionOptions, type Session } from '../runtime/index.js';
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
  /** CSS selector of the element that the iframe is put into, in place of what is there. */
  hostElementSelector: string;
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

/** The iframe of a calling app, as far as it is used. */
interface Frame {
  readonly contentWindow: MessageTarget | null;
  setAttribute(name: string, value: string): void;
}

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

/** What the page around a calling app adds to the handshake of the calling app. */
const opening = { failed: 'SYNC_ACK_FAILED', retryMillis: 100, timeoutMillis: 30_000 };

const invalid = (what: string): never => {
  throw new Error(`${what} is missing.`);
};

/** Puts an iframe into the page. */
function createIFrame({ src, width, height, hostElementSelector }: IframeOptions): HTMLIFrameElement {
  if (!src || !width || !height || !hostElementSelector) invalid('src, width, height or hostElementSelector');
  const element = document.querySelector(hostElementSelector) ?? invalid(hostElementSelector);
  const frame = Object.assign(document.createElement('iframe'), { src, width, height });
  frame.id = 'hubspot-calling-extension-iframe';
  frame.allow = 'microphone; autoplay';
  element.replaceChildren(frame);
  return frame;
}

/** Either end of the conversation without handlers of its own: one function takes every message. */
export class IFrameManager {
  /** What it was told. */
  readonly options: IframeManagerOptions;
  /** Takes every message. It may be replaced. */
  onMessageHandler: (event: OnMessage) => void;
  /** Whether this is the page around a calling app. */
  readonly isIFrameHost: boolean;
  /** Writes every message to the console, with its payload. */
  debugMode: boolean;
  /** The iframe of the calling app; null in the calling app itself. */
  iFrame: Frame | null;
  /** The window of the other side. */
  readonly destinationWindow: MessageTarget | null;
  /** The conversation underneath. */
  readonly session: WidgetSession;

  /** Begins a conversation. */
  constructor(options: IframeManagerOptions) {
    this.options = options;
    this.onMessageHandler = options.onMessageHandler ?? invalid('onMessageHandler');
    this.isIFrameHost = !!options.iFrameOptions;
    this.debugMode = !!options.debugMode;
    const frame = options.iFrameOptions ? createIFrame(options.iFrameOptions) : null;
    this.iFrame = frame;
    this.destinationWindow = frame ? frame.contentWindow : typeof window === 'undefined' ? null : window.parent;
    const settings = Object.create(options, {
      onMessage: { value: (event: OnMessage) => this.onMessageHandler(event) },
      debugMode: { get: () => this.debugMode },
      ...(frame && { peer: { value: frame.contentWindow }, origin: { value: frame.src } }),
    }) as SessionOptions<object> & { origin: string };
    const session: WidgetSession = frame
      ? open({ ...side, handshake: { ...side.handshake, ...opening }, unhandled: 'defaultEventHandler' }, settings)
      : accept({ ...side, unhandled: 'defaultEventHandler' }, settings);
    if (frame) frame.onload = () => session.restart();
    this.session = session;
  }

  /** Whether the other side is ready. */
  get isReady(): boolean {
    return this.session.isReady;
  }

  /** Sends any message. */
  sendMessage(message: OnMessage): void {
    (this.session as unknown as Session<{ [type: string]: unknown }, unknown, string>).reply(
      message,
      message.type,
      message.data,
    );
  }

  /** Gives the iframe another size: pixels, or a text such as `50%`. */
  updateIFrameSize(size: { width?: number | string | undefined; height?: number | string | undefined }): void {
    for (const name of ['width', 'height'] as const) {
      const value = size[name];
      if (value) this.iFrame?.setAttribute(name, typeof value === 'number' ? `${value}px` : value);
    }
  }

  /** Writes to the console when `debugMode` is on. */
  logDebugMessage(...words: unknown[]): void {
    if (this.debugMode) console.debug(...words);
  }

  /** Ends the conversation, and removes the iframe if there is one. */
  remove(): void {
    this.session.destroy();
    (this.iFrame as HTMLIFrameElement | null)?.remove();
    this.iFrame = null;
  }
}

/** The class of the vendor's SDK: {@link CallingExtensions} with the names that it has besides. */
export default class DropIn extends CallingExtensions {
  /** What it was told. */
  readonly options: Options;
  /** What holds the conversation. */
  readonly iFrameManager: IFrameManager;

  /** Begins a conversation. */
  constructor(options: Options) {
    if (!options?.eventHandlers) invalid('eventHandlers');
    const handle = (event: OnMessage): void => self.onMessageHandler(event);
    const manager = new IFrameManager(Object.create(options, { onMessageHandler: { value: handle } }));
    super(options, manager.session);
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
