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
export interface Options extends runtime.Options<EventHandlers> {
  /** Makes this the page around a calling app. Left out: this is the calling app. */
  readonly iFrameOptions?: IframeOptions | undefined;
  /** Functions to call when messages arrive. */
  readonly eventHandlers: EventHandlers;
}

/** What an {@link IFrameManager} can be told. */
export interface IframeManagerOptions extends runtime.Options<object> {
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
export type OnResize = ResizeWidget;
/** The size of the frame. */
export type SizeInfo = ResizeWidget;
/** What `initialized` takes. */
export type OnInitialized = Initialized;
/** What `incomingCall` takes. */
export type OnIncomingCall = IncomingCall;
/** What `outgoingCall` takes. */
export type OnOutgoingCall = OutgoingCallStarted;
/** What `callAnswered` takes. */
export type OnCallAnswered = CallAnswered;
/** What `callTransferred` takes. */
export type OnCallTransferred = CallTransferred;
/**
 * What `publishToChannel` takes.
 *
 * @deprecated Use {@link OnFinalizeEngagement}.
 */
export type OnPublishToChannel = PublishToChannel;
/** What `finalizeEngagement` takes. */
export type OnFinalizeEngagement = FinalizeEngagement;
/** What `setWidgetUrl` takes. */
export type OnSetWidgetUrl = SetWidgetUrl;
/** What `callEnded` takes. */
export type OnCallEnded = CallEnded;
/** Properties of an engagement, as `callCompleted` takes them. */
export type RawEngagementProperties = EngagementProperties;
/** What `callCompleted` takes. */
export type OnCallCompleted = CallCompleted;
/** What `navigateToRecord` takes. */
export type OnNavigateToRecord = NavigateToRecord;
/** What `sendError` takes. */
export type OnError = Error;

/** The iframe of a calling app, as far as it is used. Every `HTMLIFrameElement` has it. */
interface Frame {
  readonly contentWindow: runtime.MessageTarget | null;
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
type Sent =
  | 'CALL_ANSWERED'
  | 'CALL_COMPLETED'
  | 'CALL_DATA'
  | 'CALL_ENDED'
  | 'CALL_TRANSFERRED'
  | 'INCOMING_CALL'
  | 'INITIALIZED'
  | 'LOGGED_IN'
  | 'LOGGED_OUT'
  | 'NAVIGATE_TO_RECORD'
  | 'OUTGOING_CALL_STARTED'
  | 'PUBLISH_TO_CHANNEL'
  | 'RESIZE_WIDGET'
  | 'USER_AVAILABLE'
  | 'USER_UNAVAILABLE'
  | 'FINALIZE_ENGAGEMENT';
type Handled =
  | 'CALLER_ID_MATCH_FAILED'
  | 'CALLER_ID_MATCH_SUCCEEDED'
  | 'CREATE_ENGAGEMENT_FAILED'
  | 'CREATE_ENGAGEMENT_SUCCEEDED'
  | 'DIAL_NUMBER'
  | 'ENGAGEMENT_CREATED'
  | 'INITIATE_CALL_ID_FAILED'
  | 'INITIATE_CALL_ID_SUCCEEDED'
  | 'NAVIGATE_TO_RECORD_FAILED'
  | 'PUBLISH_TO_CHANNEL_FAILED'
  | 'PUBLISH_TO_CHANNEL_SUCCEEDED'
  | 'FINALIZE_ENGAGEMENT_FAILED'
  | 'FINALIZE_ENGAGEMENT_SUCCEEDED'
  | 'SET_WIDGET_URL_FAILED'
  | 'UPDATE_ENGAGEMENT_FAILED'
  | 'UPDATE_ENGAGEMENT_SUCCEEDED'
  | 'VISIBILITY_CHANGED'
  | 'END_CALL'
  | 'READY'
  | 'SET_CALL_STATE'
  | 'FAILED';

/** The constants of the vendor's SDK. */
export declare const Constants: {
  readonly VERSION: typeof PROTOCOL_VERSION;
  readonly debugMessageType: {
    readonly FROM_HUBSPOT: 'From HubSpot';
    readonly TO_HUBSPOT: 'To HubSpot';
    readonly GENERIC_MESSAGE: 'Generic Message';
  };
  readonly thirdPartyToHostEvents: Same<Sent>;
  readonly messageType: Same<
    Sent | Handled | 'ERROR' | 'SET_WIDGET_URL' | 'SYNC_ACK_FAILED' | 'SYNC_ACK' | 'SYNC' | 'UNLOADING'
  >;
  readonly messageHandlerNames: { readonly [Type in Handled]: keyof EventHandlers };
  readonly errorType: Same<'UNKNOWN_MESSAGE_TYPE'>;
  readonly callStatus: Internal<
    'CONNECTING' | 'CALLING_CRM_USER' | 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'BUSY' | 'NO_ANSWER' | 'COMPLETED' | 'ENDING' | 'QUEUED' | 'RINGING'
  >;
  readonly callRingingStatus: Internal<'QUEUED' | 'RINGING' | 'CONNECTING' | 'CALLING_CRM_USER'>;
  readonly callInProgressStatus: Internal<'IN_PROGRESS'>;
  readonly callEndingStatus: Internal<'ENDING'>;
  readonly callEndStatus: Internal<'COMPLETED' | 'FAILED' | 'CANCELED' | 'BUSY' | 'NO_ANSWER'>;
  readonly CONTACT: 'CONTACT';
  readonly COMPANY: 'COMPANY';
  readonly callerIdTypes: Same<'CONTACT' | 'COMPANY'>;
};

/** Either end of the conversation without handlers of its own: one function takes every message. */
export declare class IFrameManager {
  /** What it was told; null when it has ended. */
  options: IframeManagerOptions | null;
  /** Takes every message. It may be replaced. */
  onMessageHandler: (event: OnMessage) => void;
  /** Whether this is the page around a calling app. */
  isIFrameHost: boolean;
  /** Writes every message to the console, with its payload. */
  debugMode: boolean;
  /** What is called with the answers to messages, by their ids. */
  callbacks: { [messageId: string]: Callback };
  /** What the ids of messages begin with. */
  instanceId: number;
  /** Matches the ids of messages of this side. */
  instanceRegexp: RegExp;
  /** Takes whatever the other window says; {@link remove} ends it. */
  messageHandler: (event: Arrival) => void;
  /** The iframe of the calling app; null in the calling app itself. */
  iFrame: Frame | null;
  /** When the iframe was last loaded; 0 before that. */
  firstSyncSent: number;
  /** The window of the other side. */
  destinationWindow: runtime.MessageTarget | null;
  /** Origin of the other side: where it is expected until it has said something, then where it is. */
  destinationHost: string;
  /** The conversation underneath. */
  readonly session: WidgetSession;
  /** Takes in what the other window says. */
  onMessage: (event: Arrival) => void;
  /** Begins a conversation. */
  constructor(options: IframeManagerOptions);
  /** A new id. */
  static createMessageId(instanceId: string | number): string;
  /** The element that a CSS selector finds. Throws when there is none. */
  static getHostElement(hostElementSelector: string): runtime.FrameParent;
  /** The origin of an address; an empty text where it has none. */
  static extractHostFromUrl(url: string): string;
  /** The origin that the other side is expected at: of the iframe, or of the page that refers to this one. */
  static getDestinationHost(iFrameOptions: IframeOptions | undefined): string;
  /** Puts an iframe into the page. */
  static createIFrame(iFrameOptions: IframeOptions, onload: () => void, onerror: () => void): Frame;
  /** A size as in an attribute of an iframe: pixels where it is a number. */
  static formatSize(size: number | string): string;
  /** Whether the other side is ready. */
  get isReady(): boolean;
  /** Tells that the iframe could not be loaded. */
  handleLoadError(): void;
  /** Gives the iframe another size: pixels, or a text such as `50%`. */
  updateIFrameSize(size: { width?: number | string | undefined; height?: number | string | undefined }): void;
  /** Tells that the other side is ready. */
  onReady(data?: object): void;
  /** Ends the conversation, and removes the iframe if there is one. */
  remove(): void;
  /**
   * Sends any message.
   *
   * @param callback - called with the message that answers it, which has its id
   */
  sendMessage(message: OnMessage, callback?: Callback): void;
  /** Begins the handshake, on the side of the page around a calling app. */
  sendSync(): void;
  /** Writes to the console when `debugMode` is on. */
  logDebugMessage(...words: unknown[]): void;
}

/** The class of the vendor's SDK: {@link CallingExtensions} with the names that it has besides. */
declare class DropIn extends CallingExtensions {
  /** What it was told. */
  options: Options;
  /** What holds the conversation. */
  iFrameManager: IFrameManager;
  /** Begins a conversation. */
  constructor(options: Options);
  /** Sends any message. */
  sendMessage(message: OnMessage): void;
  /** Writes to the console when `debugMode` is on. */
  logDebugMessage({ message, type }: { message: string; type?: string | undefined }): void;
  /** Calls the handlers of a message. Every message that arrives comes through here. */
  onMessageHandler(event: OnMessage): void;
}

export { DropIn as default };
