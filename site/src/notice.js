// The notice of the protocol, which every page of docs/ ends with and the site shows in its footer.

import { rendered } from './rendered.js';

/** The notice in a language, as HTML. */
export const noticeOf = (tag) => rendered(`${tag}/README.md`).notice ?? '';
