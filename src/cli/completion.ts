import type { Program } from '../host/index.ts';

const candidates = () => import('./complete/index.ts');

/**
 * Candidates for the word that is being completed, one per line: argv is `docker`, then the words before the cursor,
 * the last of them (perhaps empty) being completed.
 */
export const dockerCompletion: Program = function* (self) {
  const { complete } = yield* self.load(candidates);
  for (const word of yield* complete(self, self.argv.slice(1))) yield* self.print(`${word}\n`);
  return 0;
};
