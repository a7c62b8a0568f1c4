// Sequences of what an application and a page do to the SDK, the same for the same seed.

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const methods = [
  'initialized', 'userAvailable', 'userUnavailable', 'userLoggedIn', 'userLoggedOut', 'incomingCall', 'outgoingCall',
  'callAnswered', 'callTransferred', 'navigateToRecord', 'callData', 'callEnded', 'callCompleted', 'publishToChannel',
  'finalizeEngagement', 'setWidgetUrl', 'resizeWidget', 'sendError',
];

export const hostTypes = [
  'DIAL_NUMBER', 'ENGAGEMENT_CREATED', 'CREATE_ENGAGEMENT_SUCCEEDED', 'CREATE_ENGAGEMENT_FAILED',
  'UPDATE_ENGAGEMENT_SUCCEEDED', 'UPDATE_ENGAGEMENT_FAILED', 'VISIBILITY_CHANGED', 'CALLER_ID_MATCH_SUCCEEDED',
  'CALLER_ID_MATCH_FAILED', 'NAVIGATE_TO_RECORD_FAILED', 'PUBLISH_TO_CHANNEL_SUCCEEDED', 'PUBLISH_TO_CHANNEL_FAILED',
  'FINALIZE_ENGAGEMENT_SUCCEEDED', 'FINALIZE_ENGAGEMENT_FAILED', 'INITIATE_CALL_ID_SUCCEEDED', 'INITIATE_CALL_ID_FAILED',
  'SET_WIDGET_URL_FAILED', 'END_CALL', 'SET_CALL_STATE',
];

/** Handlers of the host's messages, as an application names them. */
export const handlerNames = ['READY', 'FAILED', ...hostTypes].map(
  (type) => 'on' + type.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase()),
);

const strangeTypes = [
  'NEW_IN_2030', 'CONSTRUCTOR', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'SOMETHING_FAILED', 'ERROR', 'dial_number',
  'OUTGOING_CALL_STARTED', '',
];

/** What happens, in order: `['call', method, ...arguments]` or `['say', message]`. */
export function sequence(seed, count, hostOrigin) {
  const next = random(seed);
  const chance = (share) => next() < share;
  const one = (list) => list[Math.floor(next() * list.length)];
  const number = () => Math.floor(next() * 1e6);

  const member = [
    () => number(), () => `c-${number()}`, () => chance(0.5), () => '+442079460123', () => null, () => [number(), { deep: true }],
    () => ({ width: number(), height: number() }), () => undefined, () => '\u2028 </script> \u202e',
  ];
  const names = [
    'externalCallId', 'engagementId', 'fromNumber', 'toNumber', 'phoneNumber', 'createEngagement', 'callEndStatus', 'data', 'type',
    'messageId', 'isLoggedIn', 'callerIdMatches', 'error', 'iFrameUrl', 'madeUp',
  ];

  function object() {
    const made = {};
    for (let left = Math.floor(next() * 5); left > 0; left--) made[one(names)] = one(member)();
    return made;
  }

  const payload = () => (chance(0.85) ? object() : one(member)());
  let ids = 0;
  const id = () => (chance(0.9) ? `host_${++ids}` : ++ids);
  const said = (type) => ({ type, messageId: id(), ...(chance(0.8) ? { data: payload() } : {}), ...(chance(0.1) ? object() : {}) });

  function sync() {
    const message = { type: 'SYNC', messageId: id(), hostUrl: hostOrigin };
    for (const name of ['portalId', 'userId', 'ownerId', 'engagementId']) if (chance(0.5)) message[name] = number();
    if (chance(0.5)) message.iframeLocation = one(['widget', 'remote', 'window']);
    if (chance(0.5)) message.usesCallingWindow = chance(0.5);
    if (chance(0.3)) message.newIn2030 = object();
    return message;
  }

  /** What a page should not say, and what it might say all the same. */
  const noise = [
    () => null, () => undefined, () => 'SYNC', () => number(), () => [], () => ({}), () => ({ type: 'DIAL_NUMBER' }),
    () => ({ messageId: 'host_x' }), () => ({ type: '', messageId: 'host_x' }), () => ({ type: 'DIAL_NUMBER', messageId: '', data: {} }),
    () => ({ type: 'DIAL_NUMBER', messageId: 0, data: {} }), () => ({ type: 'DIAL_NUMBER', messageId: null }),
  ];

  function step() {
    const dice = next();
    if (dice < 0.45) return ['call', one(methods), ...(chance(0.9) ? [payload()] : chance(0.5) ? [] : [payload(), payload()])];
    if (dice < 0.85) return ['say', said(one(hostTypes))];
    if (dice < 0.91) return ['say', said(one(strangeTypes))];
    if (dice < 0.93) return ['say', sync()];
    if (dice < 0.95) return ['say', { type: 'SET_WIDGET_URL', messageId: id(), iFrameUrl: hostOrigin }];
    if (dice < 0.96) return ['say', { type: 'SET_WIDGET_URL', messageId: id(), data: { iFrameUrl: hostOrigin } }];
    return ['say', one(noise)()];
  }

  // What the page says before SYNC is another matter: ours does not listen yet.
  const early = Array.from({ length: 20 }, step).filter(([kind]) => kind === 'call');
  return {
    /** The application lacks some handlers. */
    handlers: handlerNames.filter(() => chance(0.85)),
    steps: [...early, ['say', sync()], ...Array.from({ length: count }, step)],
  };
}
