// The examples of published.ts do what their pages say. Types are another matter: the compiler sees to them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packageFolder } from '../setup.js';

const dist = (name) => join(packageFolder, 'dist', name);
const { default: CallingExtensions } = await import(dist('index.js'));
const { Host, pair } = await import(dist('host.js'));
const validators = await import(dist('validators.js'));

const { examples, heard, options, settings, overrides, demoWidgets } = await load(new URL('published.ts', import.meta.url));

/** A module in TypeScript, as JavaScript. */
async function load(file) {
  const { outputFiles } = await build({ entryPoints: [fileURLToPath(file)], format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** An application and the other side, which have met. */
async function meet(eventHandlers = {}) {
  const [hosts, widgets] = pair();
  const extensions = new CallingExtensions({ transport: widgets, eventHandlers });
  const posted = [];
  const host = new Host({ transport: hosts, origin: widgets.origin, onMessage: (event) => posted.push(event) });
  await Promise.all([host.ready(), extensions.ready()]);
  posted.length = 0;
  return { extensions, host, posted, settle: () => new Promise((resolve) => setImmediate(resolve)) };
}

for (const { name, run, posts } of examples) {
  test(name, async () => {
    const { extensions, posted, settle } = await meet();
    run(extensions);
    await settle();
    assert.deepEqual(posted.map(({ type, data }) => [type, ...Object.keys(data ?? {}).sort()]), [[posts[0], ...posts.slice(1).sort()]]);
  });
}

for (const { name, handlers, type, data, told } of heard) {
  test(name, async () => {
    const seen = [];
    let extensions;
    const met = await meet(handlers((value) => seen.push(value), () => ({ initialized: () => seen.push('posted'), ...extensions })));
    extensions = met.extensions;
    seen.length = 0;
    if (type === 'READY') extensions.onMessageHandler({ type, data: {} });
    else met.host.session.send(type, data);
    await met.settle();
    assert.deepEqual(seen.at(-1), told);
  });
}

for (const [name, given] of Object.entries(options)) {
  test(`options ${name}`, () => {
    const [transport] = pair();
    new CallingExtensions({ ...given, debugMode: false, transport }).destroy();
  });
}

test('settings and what may stand in their place are valid', () => {
  const valid = (validator, value) => assert.deepEqual(validator['~standard'].validate(value).issues, undefined, JSON.stringify(value));
  valid(validators.WidgetSettings, settings);
  for (const override of overrides) valid(validators.PartialWidgetSettings, override);
  for (const widget of demoWidgets) valid(validators.DemoWidget, widget);
});

test('the guide on moving says how to complete each', () => {
  const guide = readFileSync(new URL('../../../schema/guides/moving-from-the-original-sdk.md', import.meta.url), 'utf8');
  const [, section] = guide.split(/^## .*\{#examples\}$/m);
  const rows = [...section.split(/^## /m)[0].matchAll(/^\| (`.+?`) \|/gm)].map(([, row]) => row);
  const instead = examples.flatMap((example) => example.instead ?? []);
  assert.deepEqual(instead.filter((row) => !rows.includes(row)), []);
});
