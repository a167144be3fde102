/* Tools that do not read Astro files (the linter, plain tsc) know at least that they hold components. */
declare module '*.astro' {
  import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
  const component: AstroComponentFactory;
  export default component;
}
