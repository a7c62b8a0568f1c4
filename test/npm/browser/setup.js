// A browser, and pages on several origins, for the tests of the package in windows.

import { accessSync, constants, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** The folder of the package that is tested: what `callinggen generate` writes in this repository, or $PACKAGE. */
const packageFolder = process.env.PACKAGE ?? fileURLToPath(new URL('../../../sdk/npm', import.meta.url));

/** Starts a browser that talks to nobody but these pages. */
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
export function findBrowser() {
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

const types = { '.js': 'text/javascript', '.map': 'application/json' };

/**
 * Serves pages on an origin of its own, and a package's dist beside them.
 *
 * @param pages - HTML by path: `{'/': '<p>Hello'}`
 * @param folder - of the package; by default the one that is tested
 */
export async function serve(pages, folder = packageFolder) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, 'http://any');
    if (pathname in pages) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><meta charset="utf-8">${pages[pathname]}`);
    } else if (pathname.startsWith('/dist/')) {
      response.writeHead(200, { 'content-type': types[extname(pathname)] }).end(readFileSync(join(folder, pathname)));
    } else {
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
