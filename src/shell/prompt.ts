import type { Shell } from './state.ts';

const colour = (code: string, text: string): string => `\\[\\e[${code}m\\]${text}\\[\\e[0m\\]`;

/** The prompt of a shell that has no PS1: Debian's on bash (in colour on a host), ash's own, `# ` of dash. */
export function defaultPrompt(sh: Shell): string {
  if (sh.flavour === 'bash')
    return sh.self.space === sh.self.host.root ? `${colour('36', '\\u@\\h')}:\\w\\$ ` : '\\u@\\h:\\w\\$ ';
  return sh.flavour === 'ash' ? '\\w \\$ ' : '\\$ ';
}

/** Expands the escapes of PS1. What stands between `\[` and `\]` takes no room. */
export function prompt(sh: Shell, template: string): string {
  const { self } = sh;
  const home = sh.vars.get('HOME');
  const inHome = sh.flavour === 'bash' && home && (self.cwd === home || self.cwd.startsWith(`${home}/`));
  const short = inHome ? `~${self.cwd.slice(home.length)}` : self.cwd;
  const host = self.space.hostname;
  const values: Readonly<Record<string, string>> = {
    u: self.user.name,
    h: host.split('.')[0] ?? host,
    H: host,
    w: short,
    W: short.split('/').pop() || short,
    $: self.user.uid === 0 ? '#' : '$',
    '#': String(sh.history.length + 1),
    '!': String(sh.history.length + 1),
    j: String(sh.jobs.length),
    s: sh.flavour,
    n: '\n',
    r: '\r',
    e: '\x1b',
    a: '\x07',
    '[': '',
    ']': '',
    '\\': '\\',
  };
  return template
    .replace(/\\0(\d\d)/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    .replace(/\\([^])/g, (whole, c: string) => values[c] ?? whole);
}
