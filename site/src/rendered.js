// The pages as HTML. The content asks for their headings, their components for what they show, the feed for the changes.

import { readPage } from './docs.js';
import { once } from './once.js';
import { renderPage } from './markdown/index.js';

/** What a page of docs/ is as HTML, by its path there. */
export const rendered = once('rendered', (path) => renderPage(readPage(path).body, path));
