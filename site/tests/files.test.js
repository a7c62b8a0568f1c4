// What can be seen of the built site without a browser: links, what its heads and its sitemap claim, the feed.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { base, dist, fileFor } from './browser.js';

const { filesOf, pagesOf, readPage, shareUntranslated } = await import('../src/docs.js');
const { home, readSource, schemaFile, sourceTag, tags } = await import('../src/repository.js');
const { translatedAt, writtenAt } = await import('../src/sources.js');
const { headFor } = await import('../src/head.js');
const { default: nativeParser } = await import('../src/markdown/parser.js');
const { adapted, renderPage } = await import('../src/markdown/index.js');
const { toHtml } = await import('../src/markdown/html.js');

const pages = readdirSync(dist, { recursive: true }).map((path) => path.split(sep).join('/')).filter((path) => path.endsWith('.html'));
const read = (path) => readFileSync(join(dist, path), 'utf8');
const addressOf = (path) => new URL(path.replace(/index\.html$/, ''), home);
const unescape = (text) => text.replace(/&#38;|&amp;/g, '&').replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
const attributes = (html, name) => [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => unescape(value));

test('there is a page for every page of docs/', () => {
  for (const tag of tags) {
    const built = pages.filter((path) => path.startsWith(`${tag}/`));
    assert.equal(built.length, filesOf(tag).length + 1, `pages in ${tag}: those of docs/ and the front page`);
  }
});

test('no link is dead in any language', () => {
  const anchors = new Map();
  const anchorsOf = (file) => {
    if (!anchors.has(file)) anchors.set(file, new Set(attributes(readFileSync(file, 'utf8'), 'id')));
    return anchors.get(file);
  };
  const dead = new Set();
  for (const path of pages) {
    for (const href of attributes(read(path), 'href')) {
      const { origin, pathname, hash } = new URL(href, addressOf(path));
      if (origin !== home.origin || path === '404.html') continue;
      const file = fileFor(dist, decodeURIComponent(pathname));
      const found = file && (hash === '' || anchorsOf(file).has(decodeURIComponent(hash.slice(1))));
      if (!found) dead.add(`${path}: ${href}`);
    }
  }
  assert.deepEqual([...dead].slice(0, 20), []);
});

test('nothing is fetched from another machine', () => {
  for (const path of pages) {
    const html = read(path).replace(/<pre[\s\S]*?<\/pre>/g, '');
    const fetched = [...html.matchAll(/<(?:script|img|iframe|link rel="stylesheet")[^>]*\s(?:src|href)="(https?:[^"]*)"/g)];
    assert.deepEqual(fetched.map(([, url]) => url), [], path);
  }
});

test('the heads name each translation and the version for everybody else', () => {
  const html = read('ja/messages/ready/index.html');
  for (const tag of tags) assert.ok(html.includes(`rel="alternate" hreflang="${tag}" href="${home.href}${tag}/messages/ready/"`), tag);
  assert.ok(html.includes(`hreflang="x-default" href="${home.href}${sourceTag}/messages/ready/"`));
});

test('the sitemap says the same', () => {
  const entry = read('sitemap-0.xml').split('<url>').find((part) => part.startsWith(`<loc>${home.href}fr/messages/ready/</loc>`));
  for (const code of [...tags, 'x-default']) assert.equal(entry.split(`hreflang="${code}"`).length, 2, code);
  assert.equal(read('sitemap-0.xml').split('<loc>').length - 1, pages.length - 1, 'every page but the one for addresses that lead nowhere');
});

test('a share of a page counts as English by its prose alone', async () => {
  // A page that is all there: nothing is foreign, whatever code it shows.
  assert.equal(shareUntranslated('ja/messages/ready.md'), 0);
  const links = ['en', 'ja'].map((hreflang) => ({ tag: 'link', attrs: { rel: 'alternate', hreflang, href: '' } }));
  assert.equal(headFor(links, 'messages/ready.md', 'ja').length, 2);
});

test('there is a feed of the changes in each language', () => {
  for (const tag of tags) {
    const items = read(`${tag}/changes.xml`).split('<item>').slice(1);
    const versions = readPage(`${tag}/changes.md`).body.match(/^## /gm);
    assert.equal(items.length, versions.length, tag);
    assert.match(items[0], /<description>&lt;/, 'an item tells what changed');
    const [, link] = /<link>([^<]*)<\/link>/.exec(items[0]);
    assert.ok(read(`${tag}/changes/index.html`).includes(`id="${new URL(link).hash.slice(1)}"`), link);
  }
});

test('every page leads to the line where its text is written', () => {
  const lines = readSource(schemaFile).split('\n');
  for (const { path } of pagesOf(sourceTag)) {
    const at = writtenAt(path);
    if (path.startsWith('guides.')) assert.ok(readSource(at.file).startsWith('# '), path);
    else assert.ok(lines[at.line - 1].includes(path.split('.').at(-1)), `${path} is not on line ${at.line}`);
  }
  const { file, line } = translatedAt('messages.READY', 'ja');
  assert.match(readSource(file).split('\n')[line - 1], /^msgctxt "messages\.READY\./);
  const html = read('ja/messages/ready/index.html');
  assert.ok(html.includes(`/blob/main/${file}?plain=1#L${line}"`) && html.includes(`/blob/main/${schemaFile}?plain=1#L${writtenAt('messages.READY').line}"`));
});

test('the fast parser reads docs/ as remark does', () => {
  const remark = unified().use(remarkParse).use(remarkGfm);
  const native = unified().use(nativeParser);
  for (const page of filesOf('ja')) {
    const { body } = readPage(`ja/${page}`);
    assert.deepEqual(plain(native.parse(body)), plain(remark.parse(body)), page);
  }
});

test('HTML is written as remark-rehype writes it', () => {
  const long = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeStringify, { allowDangerousHtml: true });
  const all = unified().use(remarkParse).use(remarkGfm).parse(everything);
  assert.equal(canonical(toHtml(all)), canonical(long.stringify(long.runSync(all))));
  for (const page of filesOf('ja')) {
    const tree = adapted(readPage(`ja/${page}`).body, `ja/${page}`).tree;
    assert.equal(canonical(toHtml(tree)), canonical(long.stringify(long.runSync(tree))), page);
  }
});

/** Each kind of node, alone and inside others. */
const everything = `
# A *b* **c** ~~d~~

Line  \nbreak & <i>raw</i> "quoted" [a](/ü?b=c&d="e"%20%zz "title") ![b](c.png)
 soft break

- tight
  - inside

    1. deep
- last

3. loose

4. two

   paragraphs

> quoted
>
> - [x](y)

| a | b | c |
| --- | :-: | --: |
| 1 | 2 | 3 |

| only | heads |
| --- | --- |

---

<div lang="en">

inside

</div>
`;

/** HTML with one way to write a character. */
const canonical = (html) => html.replace(/&#x26;|&#38;/g, '&amp;').replace(/&#x3C;/g, '&lt;').replace(/&gt;/g, '>').replace(/&#x22;/g, '&quot;').replace(/="[^"]*"|&quot;/g, (part) => (part === '&quot;' ? '"' : part));

const kept = ['type', 'value', 'url', 'title', 'alt', 'depth', 'ordered', 'start', 'checked', 'lang', 'meta', 'align'];

/** A tree without positions and without properties that say nothing. */
const plain = (node) => ({
  ...Object.fromEntries(kept.filter((key) => node[key] !== undefined && node[key] !== null).map((key) => [key, node[key]])),
  ...(node.children && { children: node.children.map(plain) }),
});

test('the adapter', async (t) => {
  const html = (body) => renderPage(body, 'fr/messages/x.md').html;
  await t.test('makes callouts of alerts', () => {
    const made = html('> [!WARNING]\n> Prenez garde.');
    assert.match(made, /<aside class="starlight-aside starlight-aside--caution" aria-label="Avertissement">/);
    assert.match(made, /<div class="starlight-aside__content"><p>Prenez garde\.<\/p><\/div>/);
  });
  await t.test('leaves other quotations alone', () => assert.match(html('> [!NEWS] today'), /<blockquote>/));
  await t.test('makes tabs of samples, and none of one alone', () => {
    assert.equal(html('**Go**\n\n```go\nx\n```\n\n**TypeScript**\n\n```ts\ny\n```').match(/<div data-label=/g).length, 2);
    assert.doesNotMatch(html('**Go**\n\n```go\nx\n```'), /sample-tabs/);
  });
  await t.test('rewrites links between pages', () => {
    assert.match(html('[a](y.md#z) [b](../README.md) [c](../../en/types/README.md) [d](https://example.com/a.md)'),
      /href="..\/y\/#z".*href="..\/..\/reference\/".*href="..\/..\/..\/en\/types\/".*href="https:\/\/example.com\/a.md"/);
  });
  await t.test('keeps the language of text that is not translated', () => {
    assert.match(html('<div lang="en">\n\nNot *yet*.\n\n</div>'), /<div lang="en">\s*<p>Not <em>yet<\/em>\.<\/p>\s*<\/div>/);
  });
  await t.test('gives headings the anchors of docs/', () => assert.match(html('## <a id="send"></a>Envoyer'), /<h2 id="send">Envoyer<a /));
  await t.test('ends no line inside a date, before a dash or a unit, or before a particle', () => {
    assert.match(html('Le 2025-08-28 – 64 bits'), /Le <span class="date">2025-08-28<\/span>\u00a0– 64\u00a0bits/);
    assert.match(renderPage('HubSpot の `READY` が届く', 'ja/messages/x.md').html, /HubSpot\u00a0の <code>READY<\/code>\u00a0が届く/);
  });
  await t.test('lets a long name break between its words, and a short one nowhere', () => {
    assert.match(html('`READY-1` `LocalSettings:Calling:CallingExtensions`'),
      /<code class="whole">READY-1<\/code> <code>Local<wbr>Settings:<wbr>Calling:<wbr>Calling<wbr>Extensions<\/code>/);
  });
  await t.test('keeps code as text', () => assert.match(html('```html\n<script>"&amp;"</script>\n```'), /&lt;.*script.*&amp;amp;/s));
});
