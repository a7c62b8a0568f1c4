// Takes a picture of each kind of page, in every language, on a phone and on a desk. Arguments name kinds or languages to keep to.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { kinds, launch, serve, siteFolder } from './tests/browser.js';
import { tags } from './src/repository.js';

const widths = { phone: 360, desk: 1280 };
const wanted = process.argv.slice(2);
const keep = (list) => (list.some((name) => wanted.includes(name)) ? list.filter((name) => wanted.includes(name)) : list);

const folder = join(siteFolder, 'shots');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const site = await serve();
const browser = await launch();
for (const [name, width] of Object.entries(widths)) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: name === 'phone' ? 'light' : 'dark' });
  for (const tag of keep(tags)) {
    for (const kind of keep(Object.keys(kinds))) {
      await page.goto(site.address(`${tag}/${kinds[kind]}`));
      await page.screenshot({ path: join(folder, `${kind}-${tag}-${name}.png`), clip: { x: 0, y: 0, width, height: 2400 }, fullPage: true });
    }
  }
}
await browser.close();
site.close();
console.log(`The pictures are in ${folder}.`);
