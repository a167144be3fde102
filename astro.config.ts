import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { preloadLab } from './src/components/site/preload.ts';
import { keepLazyCss, lessonComponents } from './src/components/lesson/mdx.ts';

const override = (name: string): string => `./src/components/site/${name}.astro`;

export default defineConfig({
  // Addresses in the pages are relative to wherever the site is served; this one is only for the sitemap and OG tags.
  site: process.env['SITE'] ?? 'http://localhost:4321',
  server: { port: 4321 },
  redirects: { '/': '/ko/' },
  // Command blocks are the lessons' own components: nothing colours or frames them.
  markdown: { syntaxHighlight: false },
  integrations: [
    preact({ compat: true }),
    starlight({
      title: 'Swarmbox',
      favicon: '/favicon.svg',
      defaultLocale: 'ko',
      locales: { ko: { label: '한국어', lang: 'ko' }, en: { label: 'English', lang: 'en' } },
      expressiveCode: false,
      pagination: false,
      tableOfContents: false,
      customCss: ['./src/styles/site.css'],
      routeMiddleware: './src/components/site/route.ts',
      components: {
        ContentPanel: override('ContentPanel'),
        Footer: override('Footer'),
        Head: override('Head'),
        Header: override('Header'),
        MarkdownContent: override('MarkdownContent'),
        PageFrame: override('PageFrame'),
        PageTitle: override('PageTitle'),
        Search: override('Search'),
        SkipLink: override('SkipLink'),
        ThemeProvider: override('ThemeProvider'),
        TwoColumnContent: override('TwoColumnContent'),
      },
    }),
    // Unlike Starlight's own, it leaves every element to the lesson components.
    mdx(),
    preloadLab(),
  ],
  vite: {
    plugins: [lessonComponents(), keepLazyCss()],
    worker: { format: 'es' },
    // A font inlined into the style sheet is fetched by everybody, needed or not.
    build: { assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined) },
  },
});
