import type { Co } from '../sim/index.ts';
import { builtins } from './builtins/table.ts';
import type { Completion } from './editor/editor.ts';
import { isDirectory, names } from './glob.ts';
import { backslash } from './quote.ts';
import type { Shell } from './state.ts';

type Candidate = Completion['candidates'][number];

const RESERVED = 'if then else elif fi case esac for while until do done function time'.split(' ');

/** The words of the simple command before the cursor, without quotes, and where the last one begins. */
function wordsBefore(text: string): { words: string[]; start: number; raw: string; quote: string } {
  let words: string[] = [];
  let word = '';
  let start = 0;
  let quote = '';
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (!inWord && !/\s/.test(c)) [inWord, start] = [true, i];
    if (quote) {
      if (c === quote) quote = '';
      else word += c;
    } else if (c === '\\') word += text.charAt(++i);
    else if (c === '"' || c === "'") quote = c;
    else if (/\s/.test(c)) {
      if (inWord) words.push(word);
      [word, inWord] = ['', false];
    } else if (/[|&;()`]/.test(c)) {
      [words, word, inWord] = [[], '', false];
    } else if (c === '<' || c === '>') {
      if (inWord && word) words.push(word);
      words.push(c);
      [word, inWord] = ['', false];
    } else word += c;
  }
  if (!inWord) start = text.length;
  return { words: [...words, word], start, raw: text.slice(start), quote };
}

/** What could stand at the cursor: commands, files, variables, or what the command's own completion says. */
export function* complete(sh: Shell, text: string, cursor: number): Co<Completion> {
  const { words: all, start, raw, quote } = wordsBefore(text.slice(0, cursor));
  const words = [...all];
  while (words.length > 1 && (/^\w+=/.test(words[0] ?? '') || RESERVED.includes(words[0] ?? '') || words[0] === '!'))
    words.shift();
  const word = words.at(-1) ?? '';
  const variable = /\$\{?(\w*)$/.exec(raw);
  if (variable && quote !== "'") return { start, candidates: variables(sh, raw, variable[1] ?? '') };
  const redirected = /^[<>]$/.test(words.at(-2) ?? '');
  if (words.length === 1 && !word.includes('/')) return { start, candidates: commands(sh, word) };
  if (!redirected && words.length > 1) {
    const own = yield* programmed(sh, words);
    if (own) return { start, candidates: own };
  }
  const onlyDirectories = words[0] === 'cd' || words[0] === 'rmdir' || words[0] === 'pushd';
  return { start, candidates: paths(sh, word, quote, onlyDirectories) };
}

function commands(sh: Shell, prefix: string): Candidate[] {
  const found = new Set<string>([
    ...Object.keys(builtins),
    'exec',
    ...sh.functions.keys(),
    ...sh.aliases.keys(),
    ...RESERVED,
  ]);
  found.delete('__proto__');
  for (const place of (sh.vars.get('PATH') ?? '').split(':'))
    for (const name of names(sh.self.space.files, sh.self.resolve(place))) found.add(name);
  return [...found]
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => ({ text: backslash(name), label: name, suffix: ' ' }));
}

function variables(sh: Shell, raw: string, prefix: string): Candidate[] {
  const head = raw.slice(0, raw.length - prefix.length);
  const close = head.endsWith('{') ? '}' : '';
  return sh.vars
    .names()
    .filter((name) => /^\w+$/.test(name) && name.startsWith(prefix))
    .map((name) => ({ text: head + name + close, label: name, suffix: ' ' }));
}

function paths(sh: Shell, word: string, quote: string, onlyDirectories: boolean): Candidate[] {
  const slash = word.lastIndexOf('/') + 1;
  const [base, prefix] = [word.slice(0, slash), word.slice(slash)];
  const { files } = sh.self.space;
  const folder = sh.self.resolve(base.replace(/^~(?=\/)/, sh.vars.get('HOME') ?? '/root') || '.');
  return names(files, folder)
    .filter((name) => name.startsWith(prefix) && (prefix.startsWith('.') || !name.startsWith('.')))
    .map((name) => ({ name, directory: isDirectory(files, `${folder}/${name}`) }))
    .filter(({ directory }) => directory || !onlyDirectories)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, directory }) => {
      const shown = quote ? quote + base + name : base.replace(/[^~/]+/g, backslash) + backslash(name);
      const label = directory ? `${name}/` : name;
      return { text: directory ? `${shown}/` : shown, label, suffix: directory ? '' : quote ? `${quote} ` : ' ' };
    });
}

/**
 * What the command's completion program prints, as bash's `complete -C` runs it; undefined: it has none or says nothing.
 * A candidate that ends in `=` or `/` is to be typed on, so no blank follows.
 */
function* programmed(sh: Shell, words: readonly string[]): Co<Candidate[] | undefined> {
  const name = words[0]?.split('/').pop() ?? '';
  const path = `/usr/share/bash-completion/completions/${name}`;
  const program = name && sh.self.space.files.exists(path) ? sh.self.space.files.program(path) : undefined;
  if (!program) return undefined;
  const { reader, writer } = sh.self.pipe();
  const input = sh.self.pipe();
  const errors = sh.self.pipe();
  input.writer.close();
  errors.reader.close();
  const child = sh.self.spawn({
    argv: [name, ...words.slice(1)],
    program,
    files: new Map([
      [0, input.reader],
      [1, writer],
      [2, errors.writer],
    ]),
  });
  for (const file of [writer, input.reader, errors.writer]) file.close();
  const text = yield* sh.self.readAll(reader);
  reader.close();
  yield* sh.self.wait(child);
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return undefined;
  return lines.map((line) => ({ text: backslash(line), label: line, suffix: /[=/:]$/.test(line) ? '' : ' ' }));
}
