const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Decodes backslash escapes as `echo -e` and `printf %b` do; `stop` says that `\c` was met. */
export function unescape(text: string): { text: string; stop: boolean } {
  let stop = false;
  const regex = /\\(?:([abeEfnrtv\\])|0([0-7]{0,3})|x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|(c)[^]*)/g;
  const decoded = text.replace(
    regex,
    (_, c?: string, octal?: string, hex?: string, u?: string, U?: string, end?: string) => {
      if (c !== undefined) return simple[c] ?? '';
      if (end !== undefined) {
        stop = true;
        return '';
      }
      if (octal !== undefined) return String.fromCharCode(parseInt(octal || '0', 8) & 255);
      return String.fromCodePoint(parseInt(hex ?? u ?? U ?? '0', 16));
    },
  );
  return { text: decoded, stop };
}

/** What `echo` prints. @param posix escapes are always decoded and -e is a word (dash) */
export function echo(args: readonly string[], posix = false): string {
  let [newline, escapes, i] = [true, posix, 0];
  for (; i < args.length; i++) {
    const word = args[i] ?? '';
    if (!(posix ? /^-n$/ : /^-[neE]+$/).test(word)) break;
    if (word.includes('n')) newline = false;
    if (word.includes('e')) escapes = true;
    if (word.includes('E')) escapes = false;
  }
  const joined = args.slice(i).join(' ');
  if (!escapes) return joined + (newline ? '\n' : '');
  const { text, stop } = unescape(joined);
  return text + (newline && !stop ? '\n' : '');
}
