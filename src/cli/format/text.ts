/** Compares names so that runs of digits count as numbers: `web.2` before `web.10`; models fvbommel/sortorder. */
export function natural(a: string, b: string): number {
  const parts = /\d+|\D/g;
  const left = a.match(parts) ?? [];
  const right = b.match(parts) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] as string;
    const y = right[i] as string;
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y)) {
      const difference = Number(x) - Number(y);
      if (difference !== 0) return difference;
      if (x.length !== y.length) return x.length - y.length;
    }
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/** Sorts a copy by a name. */
export function byName<T>(items: readonly T[], name: (item: T) => string): T[] {
  return [...items].sort((a, b) => natural(name(a), name(b)));
}

export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;
const widthOf = (rune: string): number => (wide.test(rune) ? 2 : 1);

/** Cuts to a display width, the last place an ellipsis; East Asian wide runes take two. */
export function ellipsis(text: string, width: number): string {
  if (width <= 0) return '';
  const runes = [...text];
  if (width === 1) return runes[0] ?? '';
  if (runes.reduce((sum, rune) => sum + widthOf(rune), 0) <= width) return text;
  let out = '';
  let used = 0;
  for (const rune of runes) {
    used += widthOf(rune);
    if (used > width - 1) break;
    out += rune;
  }
  return `${out}…`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An image without its digest, where it has a tag too. */
export function withoutDigest(image: string): string {
  const [name = '', digest] = image.split('@', 2);
  return digest && /:[^/]+$/.test(name) ? name : image;
}
