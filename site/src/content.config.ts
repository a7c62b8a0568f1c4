import { defineCollection } from 'astro/content/config'; // astro:content takes all that renders pages along
import { z } from 'astro/zod';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { docs } from './loader.js';
import { frameWords } from './words.js';

/** What pages of docs/ have and the site's own pages do not. */
const extend = z.object({
  tag: z.string().optional(), // of the locale
  page: z.string().optional(), // below the folder of the locale
});

export const collections = {
  docs: defineCollection({ loader: docs, schema: docsSchema({ extend }) }),
  i18n: defineCollection({ loader: frameWords, schema: i18nSchema() }),
};
