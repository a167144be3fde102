import { ApiError } from '../../api/index.ts';

/** The query of a request target, decoded. */
export type Query = ReadonlyMap<string, string>;

/** Splits `/v1.50/services?status=true` into its path and query. */
export function parseTarget(target: string): { path: string; query: Query } {
  const [path = '', search = ''] = target.split('?', 2);
  const query = new Map<string, string>();
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    if (!query.has(decode(name))) query.set(decode(name), decode(value));
  }
  return { path, query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A boolean parameter as moby reads it: anything but empty, 0, no, false, none is true. */
export function flag(query: Query, name: string): boolean {
  return !['', '0', 'no', 'false', 'none'].includes((query.get(name) ?? '').toLowerCase().trim());
}

/** `version` of an update. */
export function versionOf(query: Query): number {
  const text = query.get('version') ?? '';
  if (!/^\d+$/.test(text))
    throw new ApiError(400, `invalid swarm object version: strconv.ParseUint: parsing "${text}": invalid syntax`);
  return Number(text);
}
