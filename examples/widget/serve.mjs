// Serves a calling app and the page that hosts it, on two origins:
//
//   node serve.mjs [--http] [--port 9025]
//
// The app is what src/main.ts or src/main.tsx of the working directory is, bundled anew for each request, so that a reload
// shows what you changed. Its pages are in public/ here.

import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { http: { type: 'boolean' }, port: { type: 'string', default: '9025' } } });
const here = fileURLToPath(new URL('.', import.meta.url));
const { build } = createRequire(join(process.cwd(), 'package.json'))('esbuild');
const main = ['src/main.ts', 'src/main.tsx'].find((file) => existsSync(file));

/** The key and the certificate of this computer, made here when there is none that is valid. */
function certificate() {
  const folder = join(here, '.certificate');
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const lasts = existsSync(cert) && new Date(new X509Certificate(readFileSync(cert)).validTo) > new Date();
  if (!lasts) {
    mkdirSync(folder, { recursive: true });
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    try {
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '365', ...names, '-keyout', key, '-out', cert], { stdio: 'pipe' });
    } catch (error) {
      const why = error.code === 'ENOENT' ? 'openssl is not installed' : `openssl failed: ${error.stderr}`;
      console.error(`There is no certificate for https, because ${why}. Install openssl (Git for Windows has it), or run npm start -- --http.`);
      process.exit(1);
    }
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

/** A script of an app or of a page, in one file. */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry], bundle: true, write: false, format: 'esm', jsx: 'automatic', sourcemap: 'inline',
    nodePaths: [join(process.cwd(), 'node_modules')], // another example may be installed, and this folder not
  });
  return outputFiles[0].contents;
}

const page = (name) => ['text/html', () => readFileSync(join(here, 'public', name), 'utf8')];
const style = ['text/css', () => readFileSync(join(here, 'public', 'style.css'))];

/** Answers with a file of a table. */
const files = (table) => async ({ url }, response) => {
  const [type, read] = table[new URL(url, 'http://any').pathname] ?? [];
  if (!read) return response.writeHead(404).end();
  try {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await read());
  } catch (error) {
    console.error(error.message);
    response.writeHead(500).end();
  }
};

const app = files({ '/': page('index.html'), '/style.css': style, '/app.js': ['text/javascript', () => bundle(main)] });
const host = files({
  '/': ['text/html', () => page('host.html')[1]().replace('%APP%', address)],
  '/style.css': style,
  '/host.js': ['text/javascript', () => bundle(join(here, 'src', 'host.ts'))],
});

const listen = (server, port) => new Promise((resolve, reject) => {
  server.once('error', reject).listen(port, 'localhost', () => resolve(server.address().port));
});

const wished = Number(values.port);
const port = await listen(values.http ? createServer(app) : createSecureServer(certificate(), app), wished);
const address = `${values.http ? 'http' : 'https'}://localhost:${port}/`;
// Another port is another origin, and a page of http may hold a frame of https.
const hostPort = await listen(createServer(host), wished && wished + 1);

const settings = JSON.stringify({ name: 'Example widget', url: address, isReady: true });
console.log(`
Calling app  ${address}${values.http ? '' : '   open it once, and accept the certificate'}
Test host    http://localhost:${hostPort}/

To see the app inside HubSpot, paste this line into the console of a HubSpot tab, and load the tab anew:

localStorage.setItem('LocalSettings:Calling:CallingExtensions', '${settings}');
`);
