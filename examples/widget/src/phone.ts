/** The calling app without its looks: what the user does becomes a message, and what the host says a new state. */

import { CallingExtensions, EndStatus, type DialNumber } from '@callinggen/calling-extensions';
import { caller, own, ring } from './line';

/** What is going on. `waiting`: for the host. `alone`: there is no host. */
export type Phase = 'waiting' | 'alone' | 'signedOut' | 'idle' | 'calling' | 'incoming' | 'talking' | 'notes';

/** The call in hand. */
export interface Call {
  readonly externalCallId: string;
  readonly number: string;
  /** Who it is, as far as the host knows. */
  readonly name?: string | undefined;
  /** Known as soon as the host has made the record; until then undefined. */
  readonly engagementId?: number | undefined;
  /** When they answered, in milliseconds. */
  readonly answered?: number | undefined;
}

export interface State {
  readonly phase: Phase;
  readonly available: boolean;
  readonly call?: Call | undefined;
  /** What the user should know besides. */
  readonly notice?: string | undefined;
}

/** What there is before the host has spoken. */
export const waiting: State = { phase: 'waiting', available: false };

export class Phone {
  state = waiting;
  private hangUp = (): void => {};

  private readonly extensions = new CallingExtensions({
    eventHandlers: {
      onReady: () => {
        this.extensions.initialized({ isLoggedIn: false, isAvailable: false, sizeInfo: { width: 400, height: 640 } });
        this.change({ phase: 'signedOut' });
      },
      onDialNumber: (dialed) => this.dial(dialed.phoneNumber, dialed),
      onEndCall: () => this.end(),
      onCreateEngagementSucceeded: ({ engagementId }) => this.about({ engagementId }),
      onCallerIdMatchSucceeded: ({ callerIdMatches: [match] }) => {
        if (match) this.about({ name: match.callerIdType === 'CONTACT' ? `${match.firstName} ${match.lastName}` : match.name });
      },
      onFailed: (_, { type }) => this.change({ notice: `HubSpot says ${type}.` }),
    },
  });

  /** @param show - is told of every new state */
  constructor(private show: (state: State) => void) {
    this.extensions.ready({ timeoutMs: 30_000 }).catch(() => this.change({ phase: 'alone' }));
  }

  /** Ends everything: afterwards nothing is said, and nothing is shown. */
  destroy(): void {
    this.show = () => {};
    this.hangUp();
    this.extensions.destroy();
  }

  signIn(): void {
    this.extensions.userLoggedIn();
    this.change({ phase: 'idle' });
    this.setAvailable(true);
  }

  signOut(): void {
    this.setAvailable(false);
    this.extensions.userLoggedOut();
    this.change({ phase: 'signedOut' });
  }

  /** Whether calls may come in. */
  setAvailable(available: boolean): void {
    if (available) this.extensions.userAvailable();
    else this.extensions.userUnavailable();
    this.change({ available });
  }

  dial(toNumber: string, dialingContext?: DialNumber): void {
    if (this.state.phase !== 'idle') return;
    const externalCallId = crypto.randomUUID();
    this.extensions.outgoingCall({ externalCallId, toNumber, fromNumber: own, callStartTime: Date.now(), createEngagement: true, dialingContext });
    this.change({ phase: 'calling', call: { externalCallId, number: toNumber } });
    this.hangUp = ring(() => this.answered());
  }

  /** Somebody calls. */
  receive(): void {
    const externalCallId = crypto.randomUUID();
    this.extensions.incomingCall({ externalCallId, fromNumber: caller, toNumber: own, callStartTime: Date.now(), createEngagement: true });
    this.change({ phase: 'incoming', call: { externalCallId, number: caller } });
  }

  /** The two talk: the other one picked up, or the user did. */
  answered(): void {
    if (!this.state.call) return;
    this.extensions.callAnswered({ externalCallId: this.state.call.externalCallId });
    this.about({ answered: Date.now() });
    this.change({ phase: 'talking' });
  }

  end(): void {
    const { phase, call } = this.state;
    if (!call || phase === 'notes') return;
    this.hangUp();
    const callEndStatus = call.answered ? EndStatus.COMPLETED : phase === 'incoming' ? EndStatus.REJECTED : EndStatus.CANCELED;
    this.extensions.callEnded({ externalCallId: call.externalCallId, engagementId: call.engagementId, callEndStatus });
    this.change({ phase: 'notes' });
  }

  complete(notes: string): void {
    const { call } = this.state;
    if (!call) return;
    this.extensions.callCompleted({
      externalCallId: call.externalCallId,
      engagementId: call.engagementId,
      hideWidget: false,
      engagementProperties: { hs_timestamp: Date.now(), hs_call_title: `Call with ${call.name ?? call.number}`, hs_call_body: notes },
    });
    this.change({ phase: 'idle', call: undefined, notice: 'Saved.' });
  }

  /** Learns something of the call in hand. It may come late, when there is none any more. */
  private about(more: Partial<Call>): void {
    if (this.state.call) this.change({ call: { ...this.state.call, ...more } });
  }

  private change(next: Partial<State>): void {
    this.state = { ...this.state, notice: undefined, ...next };
    this.show(this.state);
  }
}
