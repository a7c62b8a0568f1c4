// The notice of the protocol, which every page of docs/ ends with and the site shows in its footer.

import { readPage } from './docs.js';
import { once } from './once.js';
import { renderPage } from './markdown/index.js';

/** The notice in a language, as HTML. */
export const noticeOf = once((tag) => {
  const page = `${tag}/README.md`;
  return renderPage(readPage(page).body, page).notice ?? '';
});
