// Two pages on two origins: the widget, which holds the original SDK or ours, and a host written by hand. Both keep what
// happens to them, so that the two packages can be compared.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { originalName, packageFolder, tool } from '../setup.js';

const original = tool(originalName);

/** How an application gets the class, each as a script that leaves it in `window.Sdk`. */
const loads = {
  import: (folder) => bundle(`import Sdk from 'sdk'; window.Sdk = Sdk;`, folder, ['module', 'main'], ['import']),
  require: (folder) => bundle(`const sdk = require('sdk'); window.Sdk = sdk.default;`, folder, ['main'], ['require']),
  script: (folder, name) => readFileSync(join(folder, 'dist/main.js'), 'utf8') + `\nwindow.Sdk = ${name};`,
};
export const builds = Object.keys(loads);

async function bundle(contents, folder, mainFields, conditions) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder }, alias: { sdk: folder }, bundle: true, write: false, format: 'iife', mainFields, conditions,
  });
  return outputFiles[0].text;
}

/** The widget: it keeps every call of a handler, every warning and every error. */
const widget = (script) => `<!doctype html><meta charset="utf-8">${encode}<script>
window.record = [];
/** Keeps an entry; with the option tells, the page is told of it as well, and so of the order of all that happens. */
window.note = (...entry) => {
  record.push(entry);
  if (window.tells) parent.postMessage(entry, '*');
};
for (const level of ['log', 'debug', 'warn', 'error']) {
  console[level] = (...words) => note('console', level, JSON.stringify(words));
}
addEventListener('error', ({ message }) => note('uncaught', message));
</script><script>${script.replaceAll('</script', '<\\/script')}</script>
<script>
/** An application with every handler that is named, which keeps what they are told. Some of them throw. */
window.start = (names, options, throwing = []) => {
  const eventHandlers = {};
  for (const name of names) {
    eventHandlers[name] = (data, event) => {
      note('handler', name, data, event);
      if (throwing.includes(name)) throw new Error(name + ' throws');
    };
  }
  window.sdk = new Sdk({ debugMode: false, eventHandlers, ...options });
};
/** Calls a method, and tells what it gave or threw. */
window.attempt = (method, ...args) => {
  try {
    const result = sdk[method](...args);
    note('returned', method, result === undefined ? 'nothing' : typeof result);
  } catch (error) {
    note('threw', method, String(error));
  }
};
/** Tells the page that everything before has been heard. */
window.finish = () => parent.postMessage('finished', '*');
addEventListener('message', ({ data }) => {
  if (data && data.command) window[data.command](...data.args);
});
</script>`;

/** JSON in which undefined is told apart from what is missing. */
const encode = '<script>window.encode = (value) => JSON.stringify(value, (_, each) => (each === undefined ? "(undefined)" : each));</script>';

const host = (address) => `<!doctype html><meta charset="utf-8">${encode}<iframe src="${address}"></iframe><script>
window.heard = [];
addEventListener('message', ({ data, origin }) => heard.push({ message: data, origin }));
window.say = (data) => frames[0].postMessage(data, ${JSON.stringify(new URL(address).origin)});
</script>`;

/** Serves the pages of both packages. */
export async function servePages() {
  const widgets = await listen();
  const hosts = await listen();
  for (const [name, folder, global] of [['original', original, 'window.default'], ['ours', packageFolder, 'window.default']]) {
    for (const load of builds) {
      const path = `/${name}/${load}`;
      widgets.pages[path] = widget(await loads[load](folder, global));
      hosts.pages[path] = host(widgets.origin + path);
    }
  }
  return {
    widget: widgets.origin,
    host: hosts.origin,
    /** Opens one of the packages in one of the builds; the two frames have loaded when the promise resolves. */
    async open(context, name, load) {
      const page = await context.newPage();
      await page.goto(`${hosts.origin}/${name}/${load}`);
      return { page, frame: page.frames()[1] };
    },
    close() {
      widgets.server.close();
      hosts.server.close();
    },
  };
}

async function listen() {
  const pages = {};
  const server = createServer(({ url }, response) => {
    response.writeHead(url in pages ? 200 : 404, { 'content-type': 'text/html' }).end(pages[url] ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { pages, server, origin: `http://127.0.0.1:${server.address().port}` };
}
