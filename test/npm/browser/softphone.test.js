// A widget in Go, behind a page that only relays, and the package's host in a browser: examples/softphone, from the click on
// a number to the end of the call.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './setup.js';

const example = fileURLToPath(new URL('../../../examples/softphone', import.meta.url));

let browser;
let host; // serves the page around the widget
let phone; // serves the widget, and runs the call
let folder; // holds the program

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'softphone-'));
  const program = join(folder, process.platform === 'win32' ? 'softphone.exe' : 'softphone');
  execFileSync('go', ['build', '-o', program, '.'], { cwd: example, env: { ...process.env, GOWORK: 'off' }, stdio: 'inherit' });
  host = await serve({ '/': '<iframe id="widget"></iframe>' });
  phone = await start(program, ['-listen', '127.0.0.1:0', '-host', host.origin]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  phone?.close();
  host?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Starts a server that prints its address in its first line. */
async function start(program, args) {
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  ended.catch(() => {}); // it ends when the tests are over
  const lines = createInterface({ input: server.stdout });
  const first = new Promise((resolve) => { lines.once('line', resolve); });
  return { origin: await Promise.race([first, ended]), close: () => server.kill() };
}

test('a Go widget behind a relay: dials, is answered, hangs up, completes', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const noise = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(host.origin);
  await page.evaluate(async (address) => {
    const { Host } = await import('/dist/host.js');
    const frame = document.getElementById('widget');
    frame.src = address;
    await new Promise((resolve) => { frame.onload = resolve; });
    window.heard = [];
    const hear = (name) => (data) => { heard.push([name, data]); };
    window.side = new Host({
      peer: frame.contentWindow,
      origin: address,
      sync: { hostUrl: location.origin, portalId: 62 },
      eventHandlers: {
        onReady: hear('ready'),
        onInitialized(data) {
          heard.push(['initialized', data]);
          side.dialNumber({ phoneNumber: '+442079460123' });
        },
        onOutgoingCallStarted(data) {
          heard.push(['started', data]);
          side.createEngagementSucceeded({ engagementId: 77 });
        },
        onCallAnswered: hear('answered'),
        onCallEnded: hear('ended'),
        onCallCompleted: hear('completed'),
        onError: hear('error'),
      },
    });
  }, phone.origin);

  const widget = page.frameLocator('#widget');
  const press = (name) => widget.getByRole('button', { name }).click();
  const shows = (text) => widget.getByText(text).waitFor();
  await shows('ringing');
  await shows('+442079460123');
  await shows('HubSpot keeps this call.');
  await press('answered');
  await shows('talking');
  await press('hang up');
  await shows('ended');
  await press('done');
  await shows('idle');
  await page.waitForFunction(() => heard.some(([name]) => name === 'completed'));

  const [[name, ready], ...rest] = await page.evaluate(() => heard);
  assert.equal(name, 'ready');
  assert.equal(ready.iFrameUrl ?? phone.origin, phone.origin);
  assert.deepEqual(rest, [
    ['initialized', { isLoggedIn: true, isAvailable: false, sizeInfo: { width: 400, height: 300 } }],
    ['started', { externalCallId: 'call-1', toNumber: '+442079460123', createEngagement: true }],
    ['answered', { externalCallId: 'call-1' }],
    ['ended', { externalCallId: 'call-1', engagementId: 77, callEndStatus: 'COMPLETED' }],
    ['completed', { externalCallId: 'call-1', engagementId: 77, hideWidget: false }],
  ]);
  assert.deepEqual(noise, [], 'nothing in the console');
  await context.close();
});
