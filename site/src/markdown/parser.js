// A parser for unified that gives the same tree as remark-parse with remark-gfm, made by a native library: remark's own
// takes longer than everything else that a build does together. A test compares the two over docs/.

import { markdownToMdast } from 'satteri';

export const features = { gfm: true, smartPunctuation: false };

export default function nativeParser() {
  this.parser = (document) => markdownToMdast(document, { features });
}
