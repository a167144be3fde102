import type { KnipConfig } from 'knip';

export default {
  entry: [
    'src/{sim,net,host,api,swarm,engine,cli,shell,images,lab,lessons}/index.ts', // the floors' front doors
    'content/*/lab.ts',
    'src/bin/*.ts',
    'src/components/site/*.{astro,ts}', // named in astro.config.ts
    'src/components/lesson/index.ts', // imported into every lesson text
    'content/{ko,en}.mdx',
    'content/*/*.mdx',
    'src/lab/worker.ts',
    'scripts/{start,test,astro,node-version}.mjs',
    'tests/conformance/*.{ts,mjs}',
  ],
  project: ['{src,content,tests,scripts,bench,eslint}/**/*.{ts,tsx,astro,mdx,js,mjs}'],
  ignoreDependencies: [
    '@astrojs/check', // behind scripts/astro.mjs check
    'pretendard', // imported by src/styles/fonts.css
  ],
  ignoreBinaries: ['apt-get'],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
