import { defineConfig, passthroughImageService } from 'astro/config';
import starlight from '@astrojs/starlight';
import siteMap from './src/sitemap.js';
import { contentsOf } from './src/docs.js';
import { base, home, sourceTag, tags } from './src/repository.js';
import { wordsOf } from './src/words.js';

const own = (name) => [name, `./src/components/${name}.astro`];

export default defineConfig({
  site: home.origin,
  base: base || '/',
  outDir: process.env.SITE_OUT ?? 'dist',
  trailingSlash: 'always',
  image: { service: passthroughImageService() }, // there are none
  integrations: [
    siteMap(),
    starlight({
      title: contentsOf(sourceTag).title,
      disable404Route: true, // src/pages/404.astro says it in every language
      favicon: '/favicon.svg',
      defaultLocale: sourceTag,
      locales: Object.fromEntries(tags.map((tag) => [tag, { label: wordsOf(tag).language, lang: tag }])),
      sidebar: [], // it is our own: src/sidebar.js
      components: Object.fromEntries(['EditLink', 'Footer', 'Head', 'Header', 'MarkdownContent', 'PageTitle', 'Sidebar', 'ThemeProvider'].map(own)),
      customCss: ['./src/styles/site.css'],
      expressiveCode: false, // code is coloured once for all languages: src/markdown/code.js
      markdown: { headingLinks: false }, // likewise made by the adapter
      pagefind: {
        // A word of a title or a name finds its page before any page that only mentions it: src/search.js.
        ranking: { pageLength: 0.1, termFrequency: 0.3, metaWeights: { title: 10, topic: 20, alone: 10, name: 5, forms: 15 } },
      },
    }),
  ],
});
