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
  'OUTGOING_CALL_STARTED', '', 'UNLOADING', 'SYNC_ACK', 'SYNC_ACK_FAILED', 'READY', 'FAILED',
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

  const anyType = () => (chance(0.6) ? one(hostTypes) : chance(0.7) ? one(strangeTypes) : one(['USER_AVAILABLE', 'CALL_ENDED', 'SET_WIDGET_URL']));

  /** What is called besides the methods for messages: whole messages go out, and come in as if they had arrived. */
  const calls = [
    () => ['sendMessage', { type: anyType(), ...object(), ...(chance(0.5) ? { data: payload() } : {}) }],
    () => ['sendMessage', { type: anyType(), data: payload(), messageId: chance(0.5) ? id() : one(['', 0, null]) }],
    () => ['onMessageHandler', { type: anyType(), messageId: id(), data: payload() }],
    () => ['logDebugMessage', { message: 'Hello', ...(chance(0.5) ? { type: 'Test' } : {}) }],
  ];

  function step() {
    const dice = next();
    if (dice < 0.05) return ['call', ...one(calls)()];
    if (dice < 0.45) return ['call', one(methods), ...(chance(0.9) ? [payload()] : chance(0.5) ? [] : [payload(), payload()])];
    if (dice < 0.85) return ['say', said(one(hostTypes))];
    if (dice < 0.91) return ['say', said(one(strangeTypes))];
    if (dice < 0.93) return ['say', sync()];
    if (dice < 0.95) return ['say', { type: 'SET_WIDGET_URL', messageId: id(), iFrameUrl: hostOrigin }];
    if (dice < 0.96) return ['say', { type: 'SET_WIDGET_URL', messageId: id(), data: { iFrameUrl: hostOrigin } }];
    return ['say', one(noise)()];
  }

  /** Before SYNC the application calls, and a page may say what it should say later. SET_WIDGET_URL would end it all. */
  function early() {
    if (chance(0.7)) return ['call', one(methods), payload()];
    return ['say', { ...said(chance(0.8) ? one(hostTypes) : one(strangeTypes)), messageId: `early_${++ids}` }];
  }

  const handlers = handlerNames.filter(() => chance(0.85)); // the application lacks some
  return {
    handlers,
    /** Handlers that throw when they have been called. Not onFailed, which the original never calls. */
    throwing: handlers.filter((name) => name !== 'onFailed' && chance(0.1)),
    steps: [...Array.from({ length: 20 }, early), ['say', sync()], ...Array.from({ length: count }, step)],
  };
}
