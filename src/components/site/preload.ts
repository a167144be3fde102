import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/** What a page with a lab needs and would only find out step by step: the emulator's worker and the terminal. */
const wanted = /^(worker|screen)[.-].*\.js$/;

/** Lets pages with a lab fetch the emulator and the terminal with the page itself. */
export function preloadLab(): AstroIntegration {
  return {
    name: 'swarmbox:preload-lab',
    hooks: {
      'astro:build:done': async ({ dir, pages }) => {
        const files = await readdir(new URL('_astro/', dir));
        const links = files
          .filter((file) => wanted.test(file))
          .map((file) => `<link rel="modulepreload" href="/_astro/${file}">`);
        for (const { pathname } of pages) {
          const page = new URL(pathname === '404/' ? '404.html' : `${pathname}index.html`, dir);
          const html = await readFile(page, 'utf8');
          if (html.includes('id="lab-page"'))
            await writeFile(page, html.replace('</head>', `${links.join('')}</head>`));
        }
      },
    },
  };
}
