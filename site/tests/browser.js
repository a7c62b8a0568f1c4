// The built site on an origin of its own, and a browser that talks to nobody else.

import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const siteFolder = fileURLToPath(new URL('..', import.meta.url));

// What the sources of the site read is relative to the folder that the site is built in.
process.chdir(siteFolder);

const { base } = await import('../src/repository.js');
export { base };

export const dist = join(siteFolder, 'dist');

/** Starts a browser with a profile of its own, which playwright removes when the browser closes. */
export function launch() {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

/** The browser in $CHROMIUM, or one on the PATH. */
function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const paths = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [process.env.CHROMIUM, ...paths].find((path) => path && canRun(path));
  if (!found) throw new Error('There is no Chromium: install it, set $CHROMIUM to the path of one, or run `make deps`.');
  return found;
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const types = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.xml': 'application/xml', '.json': 'application/json',
};

/** Serves the built site below the path that it is made for. */
export async function serve(folder = dist) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error('The site is not built: run `make site`.');
  const server = createServer(({ url }, response) => {
    const file = fileFor(folder, decodeURIComponent(new URL(url, 'http://any').pathname));
    const type = types[extname(file ?? '')] ?? 'application/octet-stream';
    response.writeHead(file ? 200 : 404, { 'content-type': file ? type : 'text/html' });
    response.end(readFileSync(file ?? join(folder, '404.html')));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, address: (path) => `${origin}${base}/${path}`, close: () => server.close() };
}

/** The file that a static host gives for a path, or undefined. */
export function fileFor(folder, path) {
  if (!path.startsWith(`${base}/`)) return undefined;
  const file = join(folder, path.slice(base.length));
  if (!existsSync(file)) return undefined;
  if (statSync(file).isFile()) return file;
  const index = join(file, 'index.html');
  return path.endsWith('/') && existsSync(index) ? index : undefined;
}

/** One page of each kind, as an address below the folder of a locale. */
export const kinds = {
  front: '',
  reference: 'reference/',
  index: 'messages/',
  message: 'messages/outgoing-call-started/',
  type: 'types/dialing-context/',
  values: 'types/end-status/',
  endpoint: 'endpoints/update-settings/',
  flow: 'flows/inbound-call/',
  guide: 'guides/quick-start/',
  faq: 'faq/',
  participants: 'participants/',
  storage: 'storage/',
  changes: 'changes/',
  corrections: 'corrections/',
};
