// Which address each page of docs/ has on the site.

/** The address of a page below the folder of its locale, without a slash at either end: 'messages/dial-number'. */
export function addressOf(page) {
  if (page === 'README.md') return 'reference'; // the first page of a locale is the site's own
  return page.replace(/(\/README)?\.md$/, '');
}

/** The page that a link leads to, as a path below docs/, or undefined when it leaves docs/. */
export function targetOf(link, from) {
  const path = decodeURIComponent(new URL(link, `file:///docs/${from}`).pathname);
  return path.startsWith('/docs/') ? path.slice('/docs/'.length) : undefined;
}

/** Splits 'ja/messages/README.md' into its locale and its page. */
export function splitPage(path) {
  const at = path.indexOf('/');
  return { tag: path.slice(0, at), page: path.slice(at + 1) };
}
