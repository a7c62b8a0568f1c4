// The widget's side of the package in a real browser: a page of another origin, written by hand, talks to it as the
// vendor's page does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from './setup.js';

let browser;
let host; // serves the page around the widget
let widget; // serves the widget
let attacker; // serves a frame that has no business here

/** The widget: it places each call that it is asked for, and keeps what it was told. */
const app = (load) => `${load}
<script type="module">
  const CallingExtensions = await window.loading;
  window.told = [];
  window.extensions = new CallingExtensions({
    eventHandlers: {
      onReady(data) {
        told.push(['ready', data]);
        extensions.initialized({ isLoggedIn: true });
      },
      onDialNumber(data) {
        told.push(['dial', data]);
        extensions.outgoingCall({ externalCallId: 'c-1', toNumber: data.phoneNumber, createEngagement: true });
      },
      onFailed(data, event) {
        told.push(['failed', event.type]);
      },
      onUnhandled(data, event) {
        told.push(['unhandled', event.type]);
      },
      // What the class of the script build, a drop-in for the older SDK, calls instead.
      defaultEventHandler(data, event) {
        told.push(['unhandled', event.type]);
      },
    },
  });
</script>`;

const loads = {
  script: '<script src="/dist/main.js"></script><script>loading = CallingExtensions</script>',
  module: '<script>loading = import("/dist/index.js").then((exports) => exports.CallingExtensions)</script>',
  'deep module': '<script>loading = import("/dist/main.esm.js").then((exports) => exports.CallingExtensions)</script>',
};

/** The page around the widget: it says SYNC until it is answered, and keeps what it hears. */
const page = `
<iframe id="widget"></iframe>
<script>
  const frame = document.getElementById('widget');
  let count = 0, syncing;
  window.heard = [];
  window.say = (message) => frame.contentWindow.postMessage({ messageId: 'host_' + ++count, ...message }, widgetOrigin);
  window.show = (address) => {
    window.widgetOrigin = new URL(address).origin;
    frame.onload = () => {
      clearInterval(syncing);
      syncing = setInterval(() => say({ type: 'SYNC', hostUrl: 'https://claimed.example', portalId: 7, extra: [1] }), 20);
    };
    frame.src = address;
  };
  window.addEventListener('message', ({ data, origin, source }) => {
    if (source !== frame.contentWindow) return;
    heard.push({ ...data, origin });
    if (data.type === 'SYNC_ACK') clearInterval(syncing);
  });
</script>`;

before(async () => {
  host = await serve({ '/': page });
  widget = await serve(Object.fromEntries(Object.entries(loads).map(([name, load]) => [`/${encodeURI(name)}`, app(load)])));
  attacker = await serve({ '/': '<p>Nothing to see here' });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const server of [host, widget, attacker]) server?.close();
});

/** Opens the host's page with a widget in it, and waits until they have met. */
async function meet(load) {
  const context = await browser.newContext();
  const hostPage = await context.newPage();
  const noise = [];
  hostPage.on('console', (message) => noise.push(message.text()));
  hostPage.on('pageerror', (error) => noise.push(String(error)));
  await hostPage.goto(host.origin);
  await hostPage.evaluate((address) => show(address), `${widget.origin}/${encodeURI(load)}`);
  await hear(hostPage, 'INITIALIZED');
  const frame = hostPage.frames().find((each) => each.url().startsWith(widget.origin));
  return { context, hostPage, frame, noise };
}

/** Waits until the host has heard a message, and gives the last one of its type. */
async function hear(hostPage, type, count = 1) {
  await hostPage.waitForFunction(([wanted, n]) => heard.filter((message) => message.type === wanted).length >= n, [type, count]);
  return hostPage.evaluate((wanted) => heard.filter((message) => message.type === wanted).at(-1), type);
}

const told = (frame) => frame.evaluate(() => window.told);

for (const load of Object.keys(loads)) {
  test(`${load}: meets its host, is asked to dial, and tells of the call`, async () => {
    const { context, hostPage, frame, noise } = await meet(load);

    const answer = await hear(hostPage, 'SYNC_ACK');
    assert.deepEqual(
      { ...answer, messageId: undefined },
      {
        type: 'SYNC_ACK', messageId: undefined, hostUrl: 'https://claimed.example', portalId: 7, extra: [1],
        debugMode: false, version: '0.9.7', iFrameUrl: widget.origin, origin: widget.origin,
      },
    );

    await hostPage.evaluate(() => say({ type: 'DIAL_NUMBER', data: { phoneNumber: '+442079460123' } }));
    const call = await hear(hostPage, 'OUTGOING_CALL_STARTED');
    assert.deepEqual(call.data, { externalCallId: 'c-1', toNumber: '+442079460123', createEngagement: true });
    assert.equal(typeof call.messageId, 'string');

    await hostPage.evaluate(() => say({ type: 'CREATE_ENGAGEMENT_FAILED', data: { error: { message: 'No.' } } }));
    await hostPage.evaluate(() => say({ type: 'NEW_IN_2030', data: 1 }));
    const unknown = await hear(hostPage, 'ERROR');
    assert.equal(unknown.data.type, 'UNKNOWN_MESSAGE_TYPE');
    assert.equal(unknown.data.data.originalMessage.type, 'NEW_IN_2030');

    const [[, ready], ...rest] = await told(frame);
    assert.equal(ready.portalId, 7);
    assert.deepEqual(Object.keys(ready).sort(), ['engagementId', 'hostUrl', 'iframeLocation', 'ownerId', 'portalId', 'userId', 'usesCallingWindow']);
    assert.deepEqual(rest, [
      ['dial', { phoneNumber: '+442079460123' }],
      ['failed', 'CREATE_ENGAGEMENT_FAILED'], ['unhandled', 'CREATE_ENGAGEMENT_FAILED'],
      ['unhandled', 'NEW_IN_2030'],
    ]);
    assert.deepEqual(noise, [], 'nothing in the console');
    await context.close();
  });
}

test('hears its host alone', async () => {
  const { context, hostPage, frame } = await meet('module');
  // A frame of a third origin, and one of the host's own origin, speak to the widget.
  for (const origin of [attacker.origin, host.origin]) {
    const handle = await hostPage.evaluateHandle((address) => {
      const stranger = document.body.appendChild(document.createElement('iframe'));
      stranger.src = address;
      return new Promise((resolve) => { stranger.onload = () => resolve(stranger); });
    }, `${origin}/`);
    const stranger = await handle.contentFrame();
    await stranger.evaluate(() => {
      const target = parent.frames[0];
      target.postMessage({ type: 'SYNC', messageId: 'x', hostUrl: location.origin }, '*');
      target.postMessage({ type: 'DIAL_NUMBER', messageId: 'x', data: { phoneNumber: '+10000000000' } }, '*');
      target.postMessage({ type: 'SET_WIDGET_URL', messageId: 'x', data: { iFrameUrl: location.origin } }, '*');
      target.postMessage(null, '*');
    });
  }
  // What the host says afterwards arrives afterwards, so the strangers have been heard by then or never will be.
  await hostPage.evaluate(() => say({ type: 'END_CALL' }));
  await frame.waitForFunction(() => told.some(([, type]) => type === 'END_CALL'));
  assert.deepEqual((await told(frame)).slice(1), [['unhandled', 'END_CALL']]);
  await context.close();
});

test('meets its host again after a reload', async () => {
  const { context, hostPage, frame } = await meet('script');
  await frame.evaluate(() => location.reload());
  await hear(hostPage, 'INITIALIZED', 2);
  await hostPage.evaluate(() => say({ type: 'DIAL_NUMBER', data: { phoneNumber: '+1' } }));
  await hear(hostPage, 'OUTGOING_CALL_STARTED');
  await context.close();
});

test('is silent when destroyed', async () => {
  const { context, hostPage, frame } = await meet('script');
  const before = await hostPage.evaluate(() => heard.length);
  await frame.evaluate(() => {
    extensions.destroy();
    extensions.userAvailable();
    addEventListener('message', ({ data }) => parent.postMessage({ type: 'witness', about: data.type }, '*'));
  });
  await hostPage.evaluate(() => say({ type: 'DIAL_NUMBER', data: { phoneNumber: '+1' } }));
  assert.equal((await hear(hostPage, 'witness')).about, 'DIAL_NUMBER');
  assert.equal(await hostPage.evaluate(() => heard.length), before + 1);
  await context.close();
});

test('lives in a page about:blank, which has the origin of the page that made it', async () => {
  const context = await browser.newContext();
  const hostPage = await context.newPage();
  await hostPage.goto(host.origin);
  const heard = await hostPage.evaluate(async () => {
    const inside = document.body.appendChild(document.createElement('iframe')).contentWindow;
    const script = inside.document.createElement('script');
    script.src = `${location.origin}/dist/main.js`;
    await new Promise((resolve) => { script.onload = resolve; inside.document.head.append(script); });
    const widget = new inside.CallingExtensions({ eventHandlers: { onReady: () => widget.userAvailable() } });
    return new Promise((resolve) => {
      const messages = [];
      addEventListener('message', ({ source, data, origin }) => {
        if (source !== inside) return;
        messages.push([data.type, data.iFrameUrl ?? null, origin]);
        if (messages.length === 2) resolve(messages);
      });
      inside.postMessage({ type: 'SYNC', messageId: 'host_1' }, location.origin);
    });
  });
  assert.deepEqual(heard, [['SYNC_ACK', host.origin, host.origin], ['USER_AVAILABLE', null, host.origin]]);
  await context.close();
});

test('alone on a page, it says that it is', async () => {
  const context = await browser.newContext();
  const alone = await context.newPage();
  await alone.goto(`${widget.origin}/script`);
  await alone.waitForFunction(() => window.extensions);
  const reason = await alone.evaluate(() => extensions.ready().catch(({ message }) => message));
  assert.match(reason, /in no frame/);
  await context.close();
});

test('the two sides of the package understand each other', async () => {
  const context = await browser.newContext();
  const hostPage = await context.newPage();
  await hostPage.goto(host.origin);
  const calls = await hostPage.evaluate(async (address) => {
    const { Host } = await import('/dist/host.js');
    const frame = document.getElementById('widget');
    frame.src = address;
    await new Promise((resolve) => { frame.onload = resolve; });
    return new Promise((resolve) => {
      const seen = [];
      const side = new Host({
        peer: frame.contentWindow,
        origin: address,
        sync: { hostUrl: location.origin, portalId: 62 },
        eventHandlers: {
          onReady: (data) => seen.push(['ready', data.portalId]),
          onInitialized() {
            seen.push(['initialized']);
            side.dialNumber({ phoneNumber: '+49' });
          },
          onOutgoingCallStarted(data) {
            seen.push(['calling', data.toNumber]);
            resolve(seen);
          },
        },
      });
    });
  }, `${widget.origin}/module`);
  assert.deepEqual(calls, [['ready', 62], ['initialized'], ['calling', '+49']]);
  await context.close();
});
