import type { Chunk } from './first-load.ts';

/** What may be loaded before a lesson's prompt, KiB of JavaScript after gzip. */
const budgets = {
  emulator: { is: 'emulator, docker command and shell', limit: 85 },
  page: { is: 'all JavaScript of a lesson page', limit: 180 },
} as const;

const sum = (chunks: readonly Chunk[]): number => chunks.reduce((total, { gzip }) => total + gzip, 0);

/**
 * Prints each chunk and each total against its budget.
 *
 * @returns whether all budgets hold
 */
export function reportSizes(chunks: readonly Chunk[]): boolean {
  for (const { path, emulator, gzip } of chunks)
    console.log(`${gzip.toFixed(1).padStart(8)} KiB  ${path}${emulator ? '  (emulator)' : ''}`);
  const totals = { emulator: sum(chunks.filter(({ emulator }) => emulator)), page: sum(chunks) };
  let held = true;
  for (const key of ['emulator', 'page'] as const) {
    const { is, limit } = budgets[key];
    const over = totals[key] > limit;
    console.log(`${totals[key].toFixed(1).padStart(8)} KiB  ${is}: target ${limit} KiB${over ? ', MISSED' : ''}`);
    if (over) held = false;
  }
  return held;
}
