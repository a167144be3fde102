/* Tools that do not read Astro files (the linter, plain tsc) know at least that they hold components. */
declare module '*.astro' {
  const component: import('astro/runtime/server/index.js').AstroComponentFactory;
  export default component;
}
