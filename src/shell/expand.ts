import { parse, type CommandExpansionPart, type ProcessSubstitutionPart, type Word, type WordPart } from 'unbash';
import type { OpenFile } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { arithmetic } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { Fields, patternOf, textOf, unquotedPieces, type Piece } from './fields.ts';
import { ShellError } from './flow.ts';
import { glob } from './glob.ts';
import { expandParameter } from './parameter.ts';
import { isPattern } from './pattern.ts';
import { openTarget } from './redirect.ts';
import type { Io, Shell } from './state.ts';
import { subshell } from './subshell.ts';

/** Expands command words: braces, tilde, parameters, substitutions, splitting, path names. */
export function* expandWords(sh: Shell, words: readonly Word[], io: Io): Co<string[]> {
  const out: string[] = [];
  for (const word of words) {
    const parts = word.parts;
    if (!parts && !/[~\\]/.test(word.text)) out.push(word.value);
    else if (parts?.some((part) => part.type === 'BraceExpansion'))
      for (const text of expandBraces(word.text)) out.push(...(yield* expandField(sh, wordOf(text), io)));
    else out.push(...(yield* expandField(sh, word, io)));
  }
  return out;
}

/** A source text as one word. */
function wordOf(text: string): Word {
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  if (word?.type !== 'Word') throw new ShellError(`${text}: bad substitution`);
  return word;
}

function* expandField(sh: Shell, word: Word, io: Io): Co<string[]> {
  const fields = new Fields(sh.vars.get('IFS') ?? ' \t\n');
  yield* expandInto(sh, word, io, fields);
  return fields.take().flatMap((pieces) => {
    const pattern = patternOf(pieces);
    const found = isPattern(pattern) && !sh.options.has('noglob') ? glob(sh.self, pattern) : [];
    return found.length > 0 ? found : [textOf(pieces)];
  });
}

/** Expands to one string, without splitting or path names: an assignment's value, a `case` word, a here-string. */
export function* expandText(sh: Shell, word: Word, io: Io, quoted = false): Co<string> {
  return textOf(yield* expandPieces(sh, word, io, quoted));
}

/** Expands to a pattern, in which quoted characters are literal. */
export function* expandPattern(sh: Shell, word: Word, io: Io): Co<string> {
  return patternOf(yield* expandPieces(sh, word, io));
}

export function* expandPieces(sh: Shell, word: Word, io: Io, quoted = false): Co<Piece[]> {
  const fields = new Fields(undefined);
  yield* expandInto(sh, word, io, fields, quoted);
  // Without splitting, several fields ("$@") are joined by blanks.
  return fields.take().flatMap((pieces, i) => (i > 0 ? [{ text: ' ', quoted: true }, ...pieces] : pieces));
}

/** Expands a word's parts into fields. */
export function* expandInto(sh: Shell, word: Word, io: Io, fields: Fields, quoted = false): Co<void> {
  if (!word.parts) return literal(sh, word.text, fields, quoted, true);
  for (const [i, part] of word.parts.entries()) yield* expandPart(sh, part, io, fields, quoted, i === 0);
}

function literal(sh: Shell, text: string, fields: Fields, quoted: boolean, first: boolean): void {
  const tilde = first && !quoted ? /^~([\w+-]*)(?=\/|$)/.exec(text) : null;
  const home = tilde && homeOf(sh, tilde[1] ?? '');
  if (tilde && home !== undefined && home !== null) fields.add(home, true);
  for (const piece of unquotedPieces(home ? text.slice(tilde[0].length) : text))
    fields.add(piece.text, piece.quoted || quoted);
}

function homeOf(sh: Shell, user: string): string | undefined {
  if (user === '') return sh.vars.get('HOME') ?? '/root';
  if (user === '+') return sh.vars.get('PWD');
  if (user === '-') return sh.vars.get('OLDPWD');
  if (user === 'root') return '/root';
  return sh.self.space.users.some((u) => u.name === user) ? `/home/${user}` : undefined;
}

/** Expands the parts of a here-document or of a double-quoted string: nothing is split. */
export function* expandQuoted(sh: Shell, parts: readonly WordPart[], io: Io): Co<string> {
  const fields = new Fields(undefined);
  for (const part of parts) yield* expandPart(sh, part, io, fields, true, false);
  return fields.take().map(textOf).join(' ');
}

function* expandPart(sh: Shell, part: WordPart, io: Io, fields: Fields, quoted: boolean, first: boolean): Co<void> {
  switch (part.type) {
    case 'Literal':
      if (quoted) fields.add(part.value, true);
      else literal(sh, part.text, fields, false, first);
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      fields.add(part.value, true);
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      // "" is an empty field, but "$@" without parameters is none.
      if (!part.parts.some((child) => /^\$(@|\{\w+\[@\]\}|\{@\})$/.test(child.text))) fields.add('', true);
      for (const child of part.parts) yield* expandPart(sh, child, io, fields, true, false);
      return;
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      return yield* expandParameter(sh, part, io, fields, quoted);
    case 'CommandExpansion': {
      const text = yield* substitute(sh, part, io);
      if (quoted) fields.add(text, true);
      else fields.split(text);
      return;
    }
    case 'ArithmeticExpansion': {
      const inner = part.text.startsWith('$((') ? part.text.slice(3, -2) : part.text.slice(2, -1);
      const text = String(yield* calculate(sh, inner, io));
      if (quoted) fields.add(text, true);
      else fields.split(text);
      return;
    }
    case 'ProcessSubstitution':
      fields.add(yield* substituteProcess(sh, part, io), true);
      return;
    case 'Glob':
      if (part.kind === 'bracket' && part.parts.some((p) => p.type !== 'Literal')) {
        fields.add('[', false);
        for (const child of part.parts) yield* expandPart(sh, child, io, fields, quoted, false);
        fields.add(']', false);
      } else fields.add(part.text, quoted);
      return;
    case 'ExtendedGlob':
    case 'BraceExpansion':
      fields.add(part.text, quoted);
  }
}

/** The value of an arithmetic expression as it stands in the source: parameters in it are expanded first. */
export function* calculate(sh: Shell, source: string, io: Io): Co<bigint> {
  const plain = !/[$`"'\\]/.test(source);
  const text = plain ? source : yield* expandText(sh, wordOf(`"${source.replace(/["']/g, '')}"`), io);
  return arithmetic(text, sh.vars, sh.options.has('nounset') ? 'error' : 'zero');
}

/** `$(commands)`: what they print, without the newlines at its end. */
function* substitute(sh: Shell, part: CommandExpansionPart, io: Io): Co<string> {
  const script = part.script;
  if (!script) return '';
  const only = script.commands.length === 1 ? script.commands[0]?.command : undefined;
  if (only?.type === 'Command' && !only.name && only.prefix.length === 1) {
    const redirect = only.prefix[0];
    if (redirect?.type === 'Redirect' && redirect.operator === '<' && redirect.target) {
      const file = yield* openTarget(sh, yield* expandText(sh, redirect.target, io), 'r');
      return yield* drain(sh, file);
    }
  }
  const { reader, writer } = sh.self.pipe();
  const child = subshell(sh, new Map([...io, [1, writer]]), script.commands, script.source ?? sh.source);
  writer.close();
  const text = yield* drain(sh, reader);
  const exit = yield* sh.self.wait(child);
  sh.substituted = exit.code;
  sh.status = exit.code;
  return text;
}

function* drain(sh: Shell, file: OpenFile): Co<string> {
  const text = yield* sh.self.readAll(file);
  file.close();
  return text.replace(/\n+$/, '');
}

/** `<(commands)`: the name of a file that holds what they print; it is made before the command starts. */
function* substituteProcess(sh: Shell, part: ProcessSubstitutionPart, io: Io): Co<string> {
  if (part.operator === '>') throw new ShellError('>(command) is not emulated');
  const { reader, writer } = sh.self.pipe();
  const child = subshell(
    sh,
    new Map([...io, [1, writer]]),
    part.script?.commands ?? [],
    part.script?.source ?? sh.source,
  );
  writer.close();
  const text = yield* sh.self.readAll(reader);
  reader.close();
  const path = `/tmp/.sh-${child.pid}`;
  sh.self.space.files.writeFile(path, text, { parents: true, mode: 0o600 });
  return path;
}
