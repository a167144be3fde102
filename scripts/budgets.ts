import type { Chunk } from './first-load.ts';

/**
 * KiB of JavaScript after gzip: what a page should load before its prompt, and what it must not exceed. Lower the limits as
 * the targets come nearer.
 */
const budgets = [
  {
    is: 'emulator, docker command and shell until the prompt',
    counts: (chunk: Chunk) => chunk.emulator && chunk.first,
    target: 85,
    limit: 92,
  },
  { is: 'all JavaScript until the prompt', counts: (chunk: Chunk) => chunk.first, target: 180, limit: 212 },
  { is: 'fetched while the learner reads', counts: (chunk: Chunk) => !chunk.first, target: 120, limit: 120 },
] as const;

const sizeOf = (gzip: number): string => `${gzip.toFixed(1).padStart(8)} KiB`;

/**
 * Prints each chunk, and each total beside its target.
 *
 * @returns whether all limits hold
 */
export function reportSizes(chunks: readonly Chunk[]): boolean {
  for (const { path, emulator, first, gzip } of chunks)
    console.log(`${sizeOf(gzip)}  ${path}${emulator ? '  emulator' : ''}${first ? '' : '  later'}`);
  let held = true;
  for (const { is, counts, target, limit } of budgets) {
    const total = chunks.filter(counts).reduce((sum, { gzip }) => sum + gzip, 0);
    const verdict = total > limit ? `, OVER THE LIMIT of ${limit} KiB` : total > target ? ', missed' : '';
    console.log(`${sizeOf(total)}  ${is}: target ${target} KiB${verdict}`);
    if (total > limit) held = false;
  }
  return held;
}
