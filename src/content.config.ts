import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { i18nLoader } from '@astrojs/starlight/loaders';

/** `content/<lesson>/ko.mdx` is `/ko/<lesson>/`, `content/ko.mdx` is `/ko/`: a lesson's languages and lab share a folder. */
const lessons = glob({
  base: './content',
  pattern: ['*/{ko,en}.mdx', '{ko,en}.mdx', '404.md'],
  generateId: ({ entry }) => {
    const [folder, language] = entry.replace(/\.mdx?$/, '').split('/');
    return language ? `${language}/${folder}` : folder!;
  },
});

export const collections = {
  docs: defineCollection({
    loader: lessons,
    schema: docsSchema({
      extend: z.object({
        /** The lab beside the text: a lesson's name, or `home`. */
        lab: z.string().optional(),
      }),
    }),
  }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
};
