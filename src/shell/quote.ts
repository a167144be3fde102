/** A text quoted so that a shell reads it back; plain words stay as they are unless `always`. */
export function shellQuote(text: string, always = false): string {
  if (/[\0-\x1f\x7f]/.test(text)) return `$'${ansi(text)}'`;
  if (!always && /^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

const names: Readonly<Record<string, string>> = { '\n': 'n', '\t': 't', '\r': 'r', '\x1b': 'E', '\\': '\\', "'": "'" };

function ansi(text: string): string {
  return text.replace(/[\0-\x1f\x7f\\']/g, (c) =>
    names[c] ? `\\${names[c]}` : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

/** A text as `declare -p` and `set` print it: in double quotes. */
export function doubleQuote(text: string): string {
  return `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}

/** A file name typed at a prompt: blanks and special characters get a backslash. */
export function backslash(text: string): string {
  return text.replace(/[\s'"\\$`!&;|<>(){}*?[\]#~]/g, '\\$&');
}
