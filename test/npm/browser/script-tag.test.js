// The example of a page without a build step, clicked through in a real browser: one outbound call, from the host's button
// to the saved note. The frame is of another origin than the page around it, as in production.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './setup.js';

const root = new URL('../../..', import.meta.url); // of this repository, which the page's paths are relative to
const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.map': 'application/json' };

let server;
let browser;
before(async () => {
  server = createServer(async ({ url }, response) => {
    const file = await readFile(new URL(`.${url}`, root)).catch(() => undefined);
    if (file) response.writeHead(200, { 'content-type': types[extname(url)] }).end(file);
    else response.writeHead(url === '/favicon.ico' ? 204 : 404).end();
  });
  await new Promise((resolve) => server.listen(0, resolve)); // on localhost and on 127.0.0.1: two origins
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

test('a call goes from the host to the widget and back', async () => {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));

  await page.goto(`http://localhost:${server.address().port}/examples/script-tag/host.html`);
  const widget = page.frameLocator('#app');
  await widget.getByText('Ready').waitFor();

  await page.getByRole('button', { name: 'Call Ada' }).click();
  await widget.getByText('+442079460123').waitFor();
  await widget.getByRole('button', { name: 'They answered' }).click();
  await widget.getByText('0:0').waitFor();
  await page.getByRole('button', { name: 'End the call' }).click();
  await widget.getByLabel('What was said').fill('Calls back on Monday.');
  await widget.getByRole('button', { name: 'Save' }).click();
  await widget.getByText('Saved').waitFor();

  await page.locator('#log li', { hasText: 'UPDATE_ENGAGEMENT_SUCCEEDED' }).waitFor();
  const log = await page.locator('#log li').allTextContents();
  assert.deepEqual(
    log.map((line) => line.split(' ', 2).join(' ')),
    [
      '← SYNC_ACK',
      '← INITIALIZED',
      '→ DIAL_NUMBER',
      '← OUTGOING_CALL_STARTED',
      '→ CREATE_ENGAGEMENT_SUCCEEDED',
      '← CALL_ANSWERED',
      '→ END_CALL',
      '← CALL_ENDED',
      '← CALL_COMPLETED',
      '→ UPDATE_ENGAGEMENT_SUCCEEDED',
    ],
  );
  assert.match(log[8], /"engagementId":1001,.*"hs_call_body":"Calls back on Monday\."/);
  assert.deepEqual(problems, []);
});
