import { ApiError } from '../../api/index.ts';
import { parseRfc3339, type Micros } from '../../sim/index.ts';
import type { Query } from './query.ts';

/**
 * `since` and `until`: seconds since the epoch with a fraction, or RFC 3339; undefined when absent or 0. The CLI has made
 * one of these of whatever was typed.
 */
export function instant(query: Query, name: string): Micros | undefined {
  const text = query.get(name) ?? '';
  if (text === '' || text === '0') return undefined;
  const m = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (m) return Number(m[1]) * 1_000_000 + Number((m[2] ?? '').padEnd(6, '0').slice(0, 6));
  const at = parseRfc3339(text);
  if (at === undefined) throw new ApiError(400, `parsing time "${text}" as "2006-01-02T15:04:05Z07:00": cannot parse`);
  return at;
}

/** `tail`: a number of lines; undefined for all. */
export function tailOf(query: Query): number | undefined {
  const text = query.get('tail') ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
