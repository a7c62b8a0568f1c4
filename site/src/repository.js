// What the site knows of the repository around it: where it is published, and the files that pages come from.

import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parse } from 'yaml';

// The bundler moves this module, so the place to start from is the folder that `astro build` runs in.
export const root = join(process.cwd(), '..');

/** Where the site is published. */
export const home = new URL(process.env.SITE_URL ?? 'https://callinggen.github.io/callinggen/');
/** The path of `home` without its last slash: what every address begins with. */
export const base = home.pathname.replace(/\/$/, '');
/** Where a reader sees a file of the repository, and edits it. */
export const repository = 'https://github.com/callinggen/callinggen';

const config = parse(readFileSync(join(root, 'callinggen.yaml'), 'utf8'));

export const schemaFile = config.schema;
/** The folder of the pages. $DOCS names another one: a test builds a copy. */
export const docsFolder = process.env.DOCS ?? join(root, config.targets.docs.out);
export const tags = config.targets.docs.locales;
/** The language that the protocol file is written in. */
export const sourceTag = /^locale: *(\S+)/m.exec(readFileSync(join(root, schemaFile), 'utf8'))?.[1] ?? 'en';

/** Reads a file of the repository by its path from the root. */
export const readSource = (path) => readFileSync(join(root, path), 'utf8');

/** The PO file of a language beside the protocol file. */
export const catalogue = (tag) => join(dirname(schemaFile), 'locales', `${tag}.po`).split(sep).join('/');

/** The address of a line of a file. */
export const sourceAddress = ({ file, line }) => `${repository}/blob/main/${file}?plain=1#L${line}`;

export const inRepository = (path) => relative(root, path).split(sep).join('/');
