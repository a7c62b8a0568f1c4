/**
 * Functions to call when messages arrive.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const eventHandlers: EventHandlers = {
 *   onDialNumber: ({ phoneNumber }) => console.log(phoneNumber),
 * };
 * ```
 */
export interface EventHandlers extends WidgetHandlers {
  /**
   * Called for every message that has no handler of its own.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * defaultEventHandler: (data, event) => console.log(event),
   * ```
   */
  defaultEventHandler?: ((data: unknown, event: object) => void) | undefined;
}

/**
 * The iframe that a page makes for a calling app.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const iFrameOptions: IframeOptions = {
 *   src: 'https://app.example/',
 *   width: '400px',
 *   height: '600px',
 *   hostElementSelector: '#phone',
 * };
 * ```
 */
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

/**
 * What the default class can be told.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const options: Options = {
 *   debugMode: false,
 *   eventHandlers: { onDialNumber: ({ phoneNumber }) => console.log(phoneNumber) },
 * };
 * ```
 */
export interface Options extends runtime.Options<EventHandlers> {
  /** Makes this the page around a calling app, which needs {@link IFrameManager} to be imported. Left out: this is the calling app. */
  readonly iFrameOptions?: IframeOptions | undefined;
  /** Functions to call when messages arrive. */
  readonly eventHandlers: EventHandlers;
}

/**
 * What an {@link IFrameManager} can be told.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const options: IframeManagerOptions = { onMessageHandler: ({ type, data }) => console.log(type, data) };
 * ```
 */
export interface IframeManagerOptions extends runtime.Options<object> {
  /** Makes this the page around a calling app. Left out: this is the calling app. */
  readonly iFrameOptions?: IframeOptions | undefined;
  /**
   * Takes every message.
   *
   * @since 0.9.0
   * @example
   * ```ts
   * onMessageHandler: ({ type, data }) => console.log(type, data),
   * ```
   */
  readonly onMessageHandler: (event: OnMessage) => void;
}

/**
 * Any message.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const message: OnMessage = { type: 'USER_AVAILABLE' };
 * ```
 */
export interface OnMessage {
  /** The wire type. */
  type: string;
  /** The payload. */
  data?: unknown;
  /** The id; left out: a new one. */
  messageId?: string | number | undefined;
}

/**
 * What `resizeWidget` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const resize: OnResize = { width: 400, height: 600 };
 * ```
 */
export type OnResize = ResizeWidget;
/**
 * The size of the frame.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const sizeInfo: SizeInfo = { width: 400, height: 600 };
 * ```
 */
export type SizeInfo = ResizeWidget;
/**
 * What `initialized` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const initialized: OnInitialized = { isLoggedIn: true, engagementId: 19032718001 };
 * ```
 */
export type OnInitialized = Initialized;
/**
 * What `incomingCall` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const incomingCall: OnIncomingCall = {
 *   externalCallId: 'c-1042',
 *   fromNumber: '+442073238299',
 *   toNumber: '+442079460123',
 *   createEngagement: true,
 * };
 * ```
 */
export type OnIncomingCall = IncomingCall;
/**
 * What `outgoingCall` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const outgoingCall: OnOutgoingCall = { externalCallId: 'c-1042', toNumber: '+442073238299', createEngagement: true };
 * ```
 */
export type OnOutgoingCall = OutgoingCallStarted;
/**
 * What `callAnswered` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const callAnswered: OnCallAnswered = { externalCallId: 'c-1042' };
 * ```
 */
export type OnCallAnswered = CallAnswered;
/**
 * What `callTransferred` takes.
 *
 * @since 0.9.6
 * @example
 * ```ts
 * const callTransferred: OnCallTransferred = { externalCallId: 'c-1042' };
 * ```
 */
export type OnCallTransferred = CallTransferred;
/**
 * What `publishToChannel` takes.
 *
 * @since 0.9.0
 * @deprecated Use {@link OnFinalizeEngagement}.
 * @example
 * ```ts
 * const publishToChannel: OnPublishToChannel = { engagementId: 19032718001, externalCallId: 'c-1042' };
 * ```
 */
export type OnPublishToChannel = PublishToChannel;
/**
 * What `finalizeEngagement` takes.
 *
 * @since 0.9.4
 * @example
 * ```ts
 * const finalizeEngagement: OnFinalizeEngagement = { engagementId: 19032718001, externalCallId: 'c-1042' };
 * ```
 */
export type OnFinalizeEngagement = FinalizeEngagement;
/**
 * What `setWidgetUrl` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const setWidgetUrl: OnSetWidgetUrl = { iFrameUrl: 'https://acme.calls.example.com/' };
 * ```
 */
export type OnSetWidgetUrl = SetWidgetUrl;
/**
 * What `callEnded` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const callEnded: OnCallEnded = {
 *   externalCallId: 'c-1042',
 *   engagementId: 19032718001,
 *   callEndStatus: 'COMPLETED',
 * };
 * ```
 */
export type OnCallEnded = CallEnded;
/**
 * Properties of an engagement, as `callCompleted` takes them.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const rawEngagementProperties: RawEngagementProperties = { hs_call_title: 'Call with Ada Byrne' };
 * ```
 */
export type RawEngagementProperties = EngagementProperties;
/**
 * What `callCompleted` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const callCompleted: OnCallCompleted = { externalCallId: 'c-1042', engagementId: 19032718001, hideWidget: false };
 * ```
 */
export type OnCallCompleted = CallCompleted;
/**
 * What `navigateToRecord` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const navigateToRecord: OnNavigateToRecord = {
 *   objectCoordinates: { portalId: 123456, objectId: 5501, objectTypeId: '0-1' },
 * };
 * ```
 */
export type OnNavigateToRecord = NavigateToRecord;
/**
 * What `sendError` takes.
 *
 * @since 0.9.0
 * @example
 * ```ts
 * const error: OnError = { message: 'The microphone is blocked.' };
 * ```
 */
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

/**
 * The constants of the vendor's SDK.
 *
 * @since 0.0.6
 * @example
 * ```ts
 * const isDialNumber = (event: WidgetEvent): boolean => event.type === Constants.messageType.DIAL_NUMBER;
 * ```
 */
export declare const Constants: {
  /** The version that the handshake announces. */
  readonly VERSION: typeof PROTOCOL_VERSION;
  /**
   * What `logDebugMessage` may put before its words.
   *
   * @since 0.5.1
   */
  readonly debugMessageType: {
    readonly FROM_HUBSPOT: 'From HubSpot';
    readonly TO_HUBSPOT: 'To HubSpot';
    readonly GENERIC_MESSAGE: 'Generic Message';
  };
  /**
   * The types of messages that a calling app sends.
   *
   * @since 0.9.0
   */
  readonly thirdPartyToHostEvents: Same<Sent>;
  /** The types of all messages. */
  readonly messageType: Same<
    Sent | Handled | 'ERROR' | 'SET_WIDGET_URL' | 'SYNC_ACK_FAILED' | 'SYNC_ACK' | 'SYNC' | 'UNLOADING'
  >;
  /**
   * The names of handlers, by the types of their messages.
   *
   * @since 0.5.1
   */
  readonly messageHandlerNames: { readonly [Type in Handled]: keyof EventHandlers };
  /** What an ERROR answers to. */
  readonly errorType: Same<'UNKNOWN_MESSAGE_TYPE'>;
  /**
   * The states of a call.
   *
   * @since 0.1.7
   */
  readonly callStatus: Internal<
    'CONNECTING' | 'CALLING_CRM_USER' | 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'BUSY' | 'NO_ANSWER' | 'COMPLETED' | 'ENDING' | 'QUEUED' | 'RINGING'
  >;
  /**
   * The states of a call before an answer.
   *
   * @since 0.1.7
   */
  readonly callRingingStatus: Internal<'QUEUED' | 'RINGING' | 'CONNECTING' | 'CALLING_CRM_USER'>;
  /**
   * The states of a call in which the two sides talk.
   *
   * @since 0.1.7
   */
  readonly callInProgressStatus: Internal<'IN_PROGRESS'>;
  /**
   * The states of a call that is being ended.
   *
   * @since 0.1.7
   */
  readonly callEndingStatus: Internal<'ENDING'>;
  /**
   * The ways in which a call ends.
   *
   * @since 0.1.7
   */
  readonly callEndStatus: Internal<'COMPLETED' | 'FAILED' | 'CANCELED' | 'BUSY' | 'NO_ANSWER'>;
  /**
   * The caller is a contact.
   *
   * @since 0.5.1
   */
  readonly CONTACT: 'CONTACT';
  /**
   * The caller is a company.
   *
   * @since 0.5.1
   */
  readonly COMPANY: 'COMPANY';
  /**
   * What a caller may be.
   *
   * @since 0.5.1
   */
  readonly callerIdTypes: Same<'CONTACT' | 'COMPANY'>;
};

/**
 * Either end of the conversation without handlers of its own: one function takes every message.
 *
 * Where this is part of a bundle the default class can be the page around a calling app as well. A calling app, which needs
 * no iframe, does not import it and stays small.
 *
 * @since 0.0.6
 * @example
 * ```ts
 * const manager = new IFrameManager({ onMessageHandler: ({ type, data }) => console.log(type, data) });
 * manager.sendMessage({ type: 'USER_AVAILABLE' });
 * ```
 */
export declare class IFrameManager {
  /**
   * What it was told; null when it has ended.
   *
   * @since 0.0.6
   */
  options: IframeManagerOptions | null;
  /**
   * Takes every message. It may be replaced.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.onMessageHandler = ({ type, data }) => console.log(type, data);
   * ```
   */
  onMessageHandler: (event: OnMessage) => void;
  /**
   * Whether this is the page around a calling app.
   *
   * @since 0.0.6
   */
  isIFrameHost: boolean;
  /**
   * Writes every message to the console, with its payload.
   *
   * @since 0.0.6
   */
  debugMode: boolean;
  /**
   * What is called with the answers to messages, by their ids.
   *
   * @since 0.0.6
   */
  callbacks: { [messageId: string]: Callback };
  /**
   * What the ids of messages begin with.
   *
   * @since 0.0.6
   */
  instanceId: number;
  /**
   * Matches the ids of messages of this side.
   *
   * @since 0.0.6
   */
  instanceRegexp: RegExp;
  /**
   * Takes in what the other window says, as {@link onMessage} does.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.messageHandler({ data: { type: 'END_CALL', messageId: 'test_1' }, origin: manager.destinationHost });
   * ```
   */
  messageHandler: (event: Arrival) => void;
  /**
   * The iframe of the calling app; null in the calling app itself.
   *
   * @since 0.0.6
   */
  iFrame: Frame | null;
  /**
   * When the iframe was last loaded; 0 before that.
   *
   * @since 0.0.6
   */
  firstSyncSent: number;
  /**
   * The window of the other side.
   *
   * @since 0.0.6
   */
  destinationWindow: runtime.MessageTarget | null;
  /**
   * Origin of the other side: where it is expected until it has said something, then where it is.
   *
   * @since 0.0.6
   */
  get destinationHost(): string;
  /**
   * The conversation underneath.
   *
   * @since callinggen 1.0.0
   */
  readonly session: WidgetSession;
  /**
   * Takes in what the other window says.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.onMessage({ data: { type: 'END_CALL', messageId: 'test_1' }, origin: manager.destinationHost });
   * ```
   */
  onMessage({ data, origin }: Arrival): void;
  /**
   * Begins a conversation.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const manager = new IFrameManager({ onMessageHandler: ({ type, data }) => console.log(type, data) });
   * ```
   */
  constructor(options: IframeManagerOptions);
  /**
   * A new id.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const messageId = IFrameManager.createMessageId('test');
   * ```
   */
  static createMessageId(instanceId: string | number): string;
  /**
   * The element that a CSS selector finds. Throws when there is none.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * IFrameManager.getHostElement('#phone');
   * ```
   */
  static getHostElement(hostElementSelector: string): runtime.FrameParent;
  /**
   * The origin of an address; an empty text where it has none.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const origin = IFrameManager.extractHostFromUrl('https://app.example/phone'); // 'https://app.example'
   * ```
   */
  static extractHostFromUrl(url: string): string;
  /**
   * The origin that the other side is expected at: of the iframe, or of the page that refers to this one.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const origin = IFrameManager.getDestinationHost(undefined);
   * ```
   */
  static getDestinationHost(iFrameOptions: IframeOptions | undefined): string;
  /**
   * Puts an iframe into the page.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const iFrameOptions = { src: 'https://app.example/', width: '400px', height: '600px', hostElementSelector: '#phone' };
   * IFrameManager.createIFrame(iFrameOptions, () => console.log('loaded'), () => console.log('not loaded'));
   * ```
   */
  static createIFrame(iFrameOptions: IframeOptions, onload: () => void, onerror: () => void): Frame;
  /**
   * A size as in an attribute of an iframe: pixels where it is a number.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const width = IFrameManager.formatSize(400); // '400px'
   * ```
   */
  static formatSize(size: number | string): string;
  /**
   * Whether the other side is ready.
   *
   * @since 0.0.6
   */
  get isReady(): boolean;
  /**
   * Tells that the iframe could not be loaded.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.handleLoadError();
   * ```
   */
  handleLoadError(): void;
  /**
   * Gives the iframe another size: pixels, or a text such as `50%`.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.updateIFrameSize({ width: 400, height: '50%' });
   * ```
   */
  updateIFrameSize(size: { width?: number | string | undefined; height?: number | string | undefined }): void;
  /**
   * Tells that the other side is ready.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.onReady({ portalId: 123456 });
   * ```
   */
  onReady(data?: object): void;
  /**
   * Ends the conversation, and removes the iframe if there is one.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.remove();
   * ```
   */
  remove(): void;
  /**
   * Sends any message.
   *
   * @param callback - called with the message that answers it, which has its id
   * @since 0.0.6
   * @example
   * ```ts
   * manager.sendMessage({ type: 'QUESTION' }, (answer) => console.log(answer.data));
   * ```
   */
  sendMessage(message: OnMessage, callback?: Callback): void;
  /**
   * Begins the handshake, on the side of the page around a calling app.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.sendSync();
   * ```
   */
  sendSync(): void;
  /**
   * Writes to the console when `debugMode` is on.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * manager.logDebugMessage('dialed', '+442073238299');
   * ```
   */
  logDebugMessage(...words: unknown[]): void;
}

/**
 * The class of the vendor's SDK: {@link CallingExtensions} with the names that it has besides.
 *
 * @since 0.0.6
 * @example
 * ```ts
 * const extensions = new CallingExtensions({
 *   debugMode: false,
 *   eventHandlers: { onReady: () => extensions.initialized({ isLoggedIn: true }) },
 * });
 * ```
 */
declare class DropIn extends CallingExtensions {
  /**
   * What it was told.
   *
   * @since 0.0.6
   */
  options: Options;
  /**
   * What holds the conversation.
   *
   * @since 0.0.6
   */
  iFrameManager: IFrameManager;
  /**
   * Begins a conversation.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * const extensions = new CallingExtensions({ eventHandlers: { onDialNumber: ({ phoneNumber }) => console.log(phoneNumber) } });
   * ```
   */
  constructor(options: Options);
  /**
   * Sends any message.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * extensions.sendMessage({ type: 'USER_AVAILABLE' });
   * ```
   */
  sendMessage(message: OnMessage): void;
  /**
   * Writes to the console when `debugMode` is on.
   *
   * @since 0.3.0
   * @example
   * ```ts
   * extensions.logDebugMessage({ message: 'The line is busy.' });
   * ```
   */
  logDebugMessage({ message, type }: { message: string; type?: string | undefined }): void;
  /**
   * Calls the handlers of a message. Every message that arrives comes through here.
   *
   * @since 0.0.6
   * @example
   * ```ts
   * extensions.onMessageHandler({ type: 'DIAL_NUMBER', data: { phoneNumber: '+442073238299' } });
   * ```
   */
  onMessageHandler(event: OnMessage): void;
}

export { DropIn as default };
