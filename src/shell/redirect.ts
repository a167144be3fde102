import type { Redirection } from 'unbash';
import { Errno, type OpenFile } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { expandQuoted, expandText } from './expand.ts';
import { ShellError } from './flow.ts';
import { textFile } from './io.ts';
import type { Io, Shell } from './state.ts';

/** The files of a command after its redirections, and those that were opened for it, to be closed when it ends. */
export interface Redirected {
  io: Io;
  opened: OpenFile[];
}

/** Applies redirections in their order. Throws ShellError with bash's words. */
export function* redirect(sh: Shell, list: readonly Redirection[], io: Io): Co<Redirected> {
  if (list.length === 0) return { io, opened: [] };
  const files = new Map(io);
  const opened: OpenFile[] = [];
  try {
    for (const item of list) yield* apply(sh, item, files, opened);
  } catch (error) {
    for (const file of opened) file.close();
    throw error;
  }
  return { io: files, opened };
}

function* apply(sh: Shell, item: Redirection, files: Map<number, OpenFile>, opened: OpenFile[]): Co<void> {
  const given = item.descriptor?.type === 'FileDescriptor' ? item.descriptor.value : undefined;
  if (item.type === 'HereString') {
    const text = item.target ? yield* expandText(sh, item.target, files) : '';
    files.set(given ?? 0, textFile(`${text}\n`));
    return;
  }
  if (item.type === 'HereDoc') {
    const { body, delimiter } = item;
    const text = body.parts && !delimiter?.quoted ? yield* expandQuoted(sh, body.parts, files) : body.text;
    const unescaped =
      body.parts || delimiter?.quoted ? text : text.replace(/\\([\\$`]|\n)/g, (_, c: string) => (c === '\n' ? '' : c));
    files.set(given ?? 0, textFile(item.operator === '<<-' ? unescaped.replace(/^\t+/gm, '') : unescaped));
    return;
  }
  const target = item.target ? yield* expandText(sh, item.target, files) : '';
  const { operator } = item;
  if (operator === '>&' || operator === '<&') {
    const fd = given ?? (operator === '>&' ? 1 : 0);
    if (target === '-') files.delete(fd);
    else if (/^\d+$/.test(target)) {
      const file = files.get(Number(target));
      if (!file) throw new ShellError(`${target}: Bad file descriptor`);
      files.set(fd, file);
    } else if (operator === '>&' && given === undefined) yield* both(sh, target, 'w', files, opened);
    else throw new ShellError(`${target}: ambiguous redirect`);
    return;
  }
  if (operator === '&>' || operator === '&>>')
    return yield* both(sh, target, operator === '&>' ? 'w' : 'a', files, opened);
  const mode = operator === '<' ? 'r' : operator === '<>' ? 'rw' : operator === '>>' ? 'a' : 'w';
  const file = yield* openTarget(sh, target, mode);
  opened.push(file);
  files.set(given ?? (operator.startsWith('<') ? 0 : 1), file);
}

function* both(sh: Shell, target: string, mode: 'w' | 'a', files: Map<number, OpenFile>, opened: OpenFile[]): Co<void> {
  const file = yield* openTarget(sh, target, mode);
  opened.push(file);
  files.set(1, file);
  files.set(2, file);
}

/** Opens a redirection's file; a failure is `nofile: No such file or directory`. */
export function* openTarget(sh: Shell, path: string, mode: 'r' | 'w' | 'a' | 'rw'): Co<OpenFile> {
  try {
    return yield* sh.self.open(path, mode);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (sh.flavour === 'bash') throw new ShellError(`${path}: ${error.message}`);
    const short =
      error.code === 'ENOENT' && mode !== 'r' ? 'nonexistent directory' : error.message.replace(' or directory', '');
    throw new ShellError(
      `${sh.flavour === 'ash' ? "can't" : 'cannot'} ${mode === 'r' ? 'open' : 'create'} ${path}: ${short}`,
      2,
    );
  }
}
