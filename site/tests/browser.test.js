// The built site as a reader uses it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { base, kinds, launch, serve } from './browser.js';

const { tags } = await import('../src/repository.js');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const queries = JSON.parse(readFileSync(new URL('queries.json', import.meta.url), 'utf8'));

const widths = { phone: 360, desk: 1280 };

let site;
let browser;

before(async () => {
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** A tab in a profile of its own, which notes every request to another machine, and every error. */
async function newTab(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: widths.desk, height: 900 }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  page.strangers = [];
  page.errors = [];
  page.on('request', (request) => new URL(request.url()).origin === site.origin || page.strangers.push(request.url()));
  page.on('pageerror', (error) => page.errors.push(String(error)));
  return page;
}

async function open(t, path, options) {
  const page = await newTab(t, options);
  await page.goto(site.address(path));
  return page;
}

const pathOf = (page) => page.url().slice(site.origin.length + base.length + 1);

test('the language switcher keeps page and anchor', async (t) => {
  const page = await open(t, 'en/messages/dial-number/#properties');
  const choose = page.locator('header starlight-lang-select select');
  await choose.selectOption({ label: '日本語' });
  await page.waitForURL('**/ja/messages/dial-number/#properties');
  assert.equal(await page.locator('#properties').count(), 1);
  await page.locator('footer .others a[hreflang="fr"]').click();
  await page.waitForURL('**/fr/messages/dial-number/');
});

test('the address without a language leads to the reader’s own', async (t) => {
  const page = await open(t, '', { locale: 'pt-PT' });
  await page.waitForURL('**/pt-BR/');
});

test('samples are tabs: keyboard, and a choice that is remembered', async (t) => {
  const page = await open(t, 'en/messages/outgoing-call-started/');
  const first = page.locator('sample-tabs').first();
  const shown = () => first.locator('[role=tabpanel]:visible').evaluateAll((panels) => panels.map((panel) => panel.dataset.label));
  const [label] = await shown();
  await first.locator('[role=tab][aria-selected=true]').press('ArrowRight');
  const [next] = await shown();
  assert.notEqual(next, label);
  assert.equal((await shown()).length, 1);
  const chosen = await page.locator('[role=tab][aria-selected=true]').allTextContents();
  assert.deepEqual([...new Set(chosen)], [next], 'all samples of the page follow');
  await page.goto(site.address('fr/messages/call-ended/'));
  assert.equal(await page.locator('[role=tab][aria-selected=true]').first().textContent(), next);
});

test('without JavaScript all samples show', async (t) => {
  const page = await open(t, 'en/messages/outgoing-call-started/', { javaScriptEnabled: false });
  assert.equal(await page.locator('sample-tabs').first().locator('pre:visible').count(), 2);
});

/** Runs in the page: whether the first result is the page with an address. */
const firstIs = (address) => document.querySelector('.pagefind-ui__result-title a')?.getAttribute('href').split('#')[0] === address;

test('every query finds its page first', async (t) => {
  for (const [tag, list] of Object.entries(queries)) {
    const page = await open(t, `${tag}/`);
    await page.locator('button[data-open-modal]').click();
    const field = page.locator('.pagefind-ui__search-input');
    for (const { query, also, page: wanted } of list) {
      for (const words of [query, also]) {
        await field.fill('');
        await page.locator('.pagefind-ui__result').first().waitFor({ state: 'detached' });
        await field.fill(words);
        const address = `${base}/${tag}/${wanted}`;
        // Results come one by one, in whatever order they are loaded.
        await page.waitForFunction(firstIs, address, { timeout: 10_000, polling: 100 }).catch(() => {});
        const found = await page.locator('.pagefind-ui__result-title a').first().getAttribute('href');
        assert.equal(found.split('#')[0], address, `${tag}: ${words}`);
      }
    }
  }
});

for (const [kind, path] of Object.entries(kinds)) {
  test(`${kind}: fits a phone in every language, and asks no other machine`, async (t) => {
    const page = await newTab(t, { viewport: { width: widths.phone, height: 780 } });
    for (const tag of tags) {
      await page.goto(site.address(`${tag}/${path}`));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= widths.phone, `${tag}/${path} is ${width} wide`);
      assert.deepEqual([page.strangers, page.errors], [[], []]);
    }
  });

  test(`${kind}: axe-core finds nothing serious`, async (t) => {
    const page = await open(t, `en/${path}`);
    await page.addScriptTag({ content: axe });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      for (const [name, width] of Object.entries(widths)) {
        await page.setViewportSize({ width, height: 900 });
        const found = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations);
        const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`), [], `${name}, ${colorScheme}`);
      }
    }
  });
}

test('tables are cards on a phone', async (t) => {
  const page = await open(t, 'en/messages/outgoing-call-started/', { viewport: { width: widths.phone, height: 780 } });
  const cell = page.locator('td[data-label]').first();
  assert.equal(await cell.evaluate((node) => getComputedStyle(node).display), 'block');
  assert.notEqual(await cell.evaluate((node) => getComputedStyle(node, '::before').content), 'none');
  const narrow = await page.locator('main td').evaluateAll((cells) => cells.filter((node) => node.clientWidth < node.parentElement.clientWidth - 40).length);
  assert.equal(narrow, 0, 'cells that do not fill their card');
});

test('Japanese breaks between phrases, never after each character', async (t) => {
  const page = await open(t, 'ja/messages/outgoing-call-started/', { viewport: { width: widths.phone, height: 780 } });
  assert.equal(await page.locator('main p').first().evaluate((node) => getComputedStyle(node).wordBreak), 'auto-phrase');
  for (const width of Object.values(widths)) {
    await page.setViewportSize({ width, height: 900 });
    const thin = await page.locator('main :is(td, li, p, h1, h2)').evaluateAll((nodes) =>
      nodes.filter((node) => node.innerText.trim().length > 4 && node.clientWidth > 0 && node.clientWidth < 48).map((node) => node.innerText));
    assert.deepEqual(thin, []);
  }
});

/** Runs in the page: the names whose comma, or other punctuation behind them, stands on the next line. */
const partedNames = () => {
  const parted = [];
  for (const code of document.querySelectorAll('main :not(pre) > code')) {
    const next = (code.parentElement.lastChild === code ? code.parentElement : code).nextSibling;
    if (next?.nodeType !== Node.TEXT_NODE || !/^[,.;:、。）)]/.test(next.data)) continue;
    const range = document.createRange();
    range.setStart(next, 0);
    range.setEnd(next, 1);
    const mark = range.getBoundingClientRect();
    const name = [...code.getClientRects()].at(-1);
    if (mark.top > name.bottom) parted.push(code.innerText + next.data[0]);
  }
  return parted;
};

test('punctuation stays on the line of the name before it', async (t) => {
  for (const path of ['en/participants/', 'ja/participants/', 'pt-BR/guides/quick-start/', 'fr/faq/']) {
    const page = await open(t, path, { viewport: { width: widths.phone, height: 780 } });
    assert.deepEqual(await page.evaluate(partedNames), [], path);
  }
});

test('the search speaks the language of the page, and shows no words that only help to find', async (t) => {
  for (const [tag, words] of [['fr', /^\d+ résultats pour appel$/], ['ja', /^「appel」の検索結果/], ['pt-BR', /resultados? para appel$/]]) {
    const page = await open(t, `${tag}/`);
    await page.locator('button[data-open-modal]').click();
    await page.locator('.pagefind-ui__search-input').fill('appel');
    const message = page.locator('.pagefind-ui__message').filter({ hasText: words });
    await message.waitFor();
    assert.equal(await page.locator('.pagefind-ui__result-tags:visible').count(), 0, tag);
  }
});

test('the side bar is grouped by tag and marks the page', async (t) => {
  const page = await open(t, 'pt-BR/messages/call-ended/');
  const current = page.locator('.contents [aria-current=page]');
  assert.equal(await current.textContent(), 'CALL_ENDED');
  assert.equal(await current.locator('xpath=ancestor::details/summary').textContent(), 'Chamada');
});

test('the theme follows the choice of the reader', async (t) => {
  const page = await open(t, 'en/flows/handshake/', { colorScheme: 'dark' });
  const ground = () => page.locator('.drawing .paper').first().evaluate((node) => getComputedStyle(node).fill);
  const dark = await ground();
  await page.locator('header starlight-theme-select select').selectOption('light');
  assert.notEqual(await ground(), dark, 'drawings follow too');
});

test('every page ends with the notice', async (t) => {
  const page = await open(t, 'fr/');
  assert.match(await page.locator('footer .notice').textContent(), /Ni affilié/);
});
