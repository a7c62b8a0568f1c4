// Says in Markdown what each language owes, from docs/status.json: node owes.js docs/status.json

import { readFileSync } from 'node:fs';

const { locales } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const rows = locales.map(({ locale, missing, stale, owing }) => `| ${locale} | ${missing} | ${stale} | ${owing.length} |`);
const pages = locales.filter(({ owing }) => owing.length > 0).map(details);

console.log(['### What each language owes', '', '| language | not translated | out of date | pages |', '| --- | --- | --- | --- |', ...rows, ...pages].join('\n'));

function details({ locale, owing }) {
  const lines = owing.slice(0, 50).map(({ page, missing, stale }) => `- \`${page}\`: ${missing} not translated, ${stale} out of date`);
  const rest = owing.length > 50 ? [`- and ${owing.length - 50} more`] : [];
  return ['', `<details><summary>${locale}</summary>`, '', ...lines, ...rest, '', '</details>'].join('\n');
}
