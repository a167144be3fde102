const escapes: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

const escaped = (text: string, html: boolean): string =>
  html ? text.replace(/[<>&\u2028\u2029]/g, (c) => escapes[c] as string) : text;

/** A JSON value in one line; `html` escapes `<>&` as Go's encoder does by itself. */
export function compactJson(value: unknown, html = true): string {
  return escaped(JSON.stringify(value) ?? 'null', html);
}

/** Indented by four blanks, as every `inspect` prints; `html` as above. */
export const indentedJson = (value: unknown, html = false): string => escaped(JSON.stringify(value, null, 4), html);

/** Maps sorted by key, all the way down, as Go prints a decoded map. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sortedKeys(each)]));
}
