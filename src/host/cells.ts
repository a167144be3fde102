/** Ranges of two-cell characters (East Asian Wide and Fullwidth, emoji), ordered. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
];

/** Characters that join the one before: combining marks, medial and final jamo, zero-width joiners, variation selectors. */
const ZERO: typeof WIDE = [
  [0x300, 0x36f],
  [0x1160, 0x11ff],
  [0x200b, 0x200f],
  [0xd7b0, 0xd7ff],
  [0xfe00, 0xfe0f],
];

/** Cells of a terminal that a text takes; control characters take none. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const within = ([from, to]: readonly [number, number]): boolean => code >= from && code <= to;
    if (code < 0x300) width += code < 0x20 || code === 0x7f ? 0 : 1;
    else if (!ZERO.some(within)) width += WIDE.some(within) ? 2 : 1;
  }
  return width;
}

/** The last character of a text as a person counts: a base with all that joins it. '' for ''. */
export function lastCharacter(text: string): string {
  const points = [...text];
  let last = points.pop() ?? '';
  while (points.length > 0 && cellWidth(last) === 0 && last >= ' ') last = (points.pop() as string) + last;
  return last;
}
