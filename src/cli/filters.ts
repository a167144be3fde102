import type { Filters } from './api.ts';
import type { Flags } from './flags/flags.ts';

/** The values of `--filter`, by key. */
export function filtersOf(flags: Flags): Record<string, string[]> {
  const filters: Record<string, string[]> = {};
  const flat = flags.all('filter');
  for (let i = 0; i < flat.length; i += 2) (filters[flat[i] as string] ??= []).push(flat[i + 1] as string);
  return filters;
}

/** Adds a value to a key of filters. */
export function withFilter(filters: Filters, key: string, ...values: readonly string[]): Filters {
  return { ...filters, [key]: [...(filters[key] ?? []), ...values] };
}
