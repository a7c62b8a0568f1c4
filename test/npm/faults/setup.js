// What a fault of the original SDK is shown with: either package in a widget, either package as the page around one.
//
// A fault is `{name, hold}`. Its name says what ours does, and is the first cell of a row of the table in the package's
// README. `hold(stage, which)` plays a situation to 'ours' or to 'original', and throws an AssertionError where the package
// does not do what the name says. `alone: true` marks what is an attack: it is played to ours and to nothing else.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, serve } from '../browser/setup.js';
import { servePages } from '../compare/pages.js';
import { originalName, packageFolder, tool } from '../setup.js';

/** The folders of the two packages. */
export const folders = { ours: packageFolder, original: tool(originalName) };

/** A page that is shown by either package: the package's class as `Sdk`, and room for frames. */
const around = (which) => `<div id="left"></div><div id="right"><p id="kept">Kept</p></div>
<script>${readFileSync(join(folders[which], 'dist/main.js'), 'utf8').replaceAll('</script', '<\\/script')}
const Sdk = ${which === 'ours' ? 'CallingExtensions' : 'window.default'};
window.told = [];
addEventListener('error', ({ message }) => told.push(['uncaught', message]));
addEventListener('message', ({ data }) => data === 'finished' && told.push(['finished']));
/** Shows an address through the SDK, which then is the host. Everything that it says is kept. */
window.show = (src, { place = '#left', ...options } = {}) => {
  window.host = new Sdk({
    debugMode: false,
    iFrameOptions: { src, width: '300px', height: '300px', hostElementSelector: place },
    eventHandlers: {
      onReady: () => told.push(['READY']),
      defaultEventHandler: (data, { type }) => told.push([type, data]),
    },
    ...options,
  });
};
</script>`;

/** A frame that answers nothing, and keeps what it is told. */
const silent = '<script>window.heard = []; onmessage = ({ data }) => heard.push(data);</script>';

/** A browser and all the pages; `close` when done. */
export async function setStage() {
  const pages = await servePages();
  const hosts = await serve({ '/ours': around('ours'), '/original': around('original') });
  const strangers = await serve({ '/': silent });
  const browser = await launch();
  return {
    browser, pages, strangers,
    hosts: hosts.origin,
    /** The address of a widget that holds one of the packages, which `start()` starts. */
    widget: (which) => `${pages.widget}/${which}/script`,
    async close() {
      await browser.close();
      for (const server of [pages, hosts, strangers]) server.close();
    },
  };
}

/**
 * Starts one of the packages in a widget, says messages to it, calls its methods, and gives what happened.
 *
 * @returns what the page heard (`heard`, `posted`: the types alone) and what the widget kept (`told`, and `called`: the
 *   handlers alone)
 */
export async function play({ browser, pages }, which, { handlers = [], options = {}, early = [], messages = [], calls = [], clock }) {
  const context = await browser.newContext();
  if (clock !== undefined) await context.addInitScript((now) => { Date.now = () => now; }, clock);
  const { page, frame } = await pages.open(context, which, 'script');
  await frame.evaluate(([names, more, first]) => {
    start(names, more);
    for (const call of first) attempt(...call);
  }, [handlers, options, early]);
  const heard = await page.evaluate(([said, called]) => new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === 'finished' && resolve(heard.map(({ message }) => message).slice(0, -1)));
    say({ type: 'SYNC', messageId: 'host_0', hostUrl: location.origin });
    for (const message of said) say(message);
    for (const call of called) say({ command: 'attempt', args: call });
    say({ command: 'finish', args: [] });
  }), [messages, calls]);
  const told = await frame.evaluate(() => record.map((entry) => entry.slice(0, 3)));
  await context.close();
  return { heard, told, posted: heard.map(({ type }) => type), called: told.filter(([kind]) => kind === 'handler').map(([, name]) => name) };
}

/** A message of the host. */
export const message = (type, data) => ({ type, messageId: `host_${type}`, ...(data && { data }) });

/** Opens a page that is the host through one of the packages; `prepare` sees the context before. */
export async function openHost({ browser, hosts }, which, prepare = () => {}) {
  const context = await browser.newContext();
  await prepare(context);
  const page = await context.newPage();
  await page.goto(`${hosts}/${which}`);
  return { page, close: () => context.close() };
}

/** The frame of a page that shows an address, once it can be started. */
export async function widgetIn(page, address) {
  await page.waitForFunction((src) => document.querySelector(`iframe[src="${src}"]`), address);
  const element = await page.$(`iframe[src="${address}"]`);
  const frame = await element.contentFrame();
  await frame.waitForFunction(() => window.start);
  return frame;
}
