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

/** The iframe of a calling app, as far as it is used. */
interface Frame {
  readonly contentWindow: runtime.MessageTarget | null;
  setAttribute(name: string, value: string): void;
}

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
  readonly destinationWindow: runtime.MessageTarget | null;
  /** The conversation underneath. */
  readonly session: WidgetSession;
  /** Begins a conversation. */
  constructor(options: IframeManagerOptions);
  /** Whether the other side is ready. */
  get isReady(): boolean;
  /** Sends any message. */
  sendMessage(message: OnMessage): void;
  /** Gives the iframe another size: pixels, or a text such as `50%`. */
  updateIFrameSize(size: { width?: number | string | undefined; height?: number | string | undefined }): void;
  /** Writes to the console when `debugMode` is on. */
  logDebugMessage(...words: unknown[]): void;
  /** Ends the conversation, and removes the iframe if there is one. */
  remove(): void;
}

/** The class of the vendor's SDK: {@link CallingExtensions} with the names that it has besides. */
declare class DropIn extends CallingExtensions {
  /** What it was told. */
  readonly options: Options;
  /** What holds the conversation. */
  readonly iFrameManager: IFrameManager;
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
