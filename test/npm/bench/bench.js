// How long the original SDK and ours take for a message that arrives and for one that is sent: in one run, in the same
// browser, in turns, with a console that does nothing. Prints the ratio; the limit is 1.2.

import { launch } from '../browser/setup.js';
import { servePages } from '../compare/pages.js';

const rounds = 40;
const each = 20000;

const pages = await servePages();
const browser = await launch();
const context = await browser.newContext();

/** Opens one of the packages, met by its page, with a parent that swallows what is posted. */
async function ready(which) {
  const { page, frame } = await pages.open(context, which, 'import');
  await frame.evaluate(() => {
    for (const level of ['log', 'debug', 'warn', 'error']) console[level] = () => {};
    start(['onEndCall']);
    record.push = () => 0;
  });
  await page.evaluate(() => say({ type: 'SYNC', messageId: 'host_0', hostUrl: location.origin }));
  await page.waitForFunction(() => heard.length === 1);
  await page.evaluate(() => { heard.push = () => 0; });
  return frame;
}

/** Microseconds that one message takes; the fastest round counts. */
const measures = {
  dispatch: (count) => {
    const { origin } = new URL(document.referrer);
    const data = { type: 'END_CALL', messageId: 'host_1', data: { externalCallId: 'c-1' } };
    const event = new MessageEvent('message', { data, origin, source: parent });
    const begun = performance.now();
    for (let left = count; left > 0; left--) dispatchEvent(event);
    return ((performance.now() - begun) * 1000) / count;
  },
  send: (count) => {
    const begun = performance.now();
    for (let left = count; left > 0; left--) sdk.callAnswered({ externalCallId: 'c-1' });
    return ((performance.now() - begun) * 1000) / count;
  },
};

const frames = { original: await ready('original'), ours: await ready('ours') };
for (const [name, measure] of Object.entries(measures)) {
  const best = { original: Infinity, ours: Infinity };
  for (let round = 0; round < rounds; round++) {
    for (const which of round % 2 ? ['ours', 'original'] : ['original', 'ours']) { // neither always comes after the other
      best[which] = Math.min(best[which], await frames[which].evaluate(measure, name === 'send' ? each / 20 : each));
      await frames[which].parentFrame().evaluate(() => new Promise((resolve) => { setTimeout(resolve); })); // all has arrived
    }
  }
  console.log(`${name}: original ${best.original.toFixed(2)} µs, ours ${best.ours.toFixed(2)} µs, ratio ${(best.ours / best.original).toFixed(2)} (limit 1.20)`);
}
await browser.close();
pages.close();
