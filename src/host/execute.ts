import type { Files } from './files.ts';
import { Errno, type Program, type User } from './types.ts';

/** Who looks for a program, and where. */
export interface Seeker {
  readonly files: Files;
  readonly user: User;
  readonly path: string | undefined;
  /** An absolute path from what the seeker typed. */
  resolve: (path: string) => string;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MAX_INTERPRETERS = 4;

/** Whether a user may do something (r 4, w 2, x 1) with a file: access(2). Root may execute what anybody may. */
export function permits(node: { mode: number; uid: number; gid: number }, user: User, bits: number): boolean {
  if (user.uid === 0) return bits !== 1 || (node.mode & 0o111) !== 0;
  const shift = user.uid === node.uid ? 6 : user.gid === node.gid ? 3 : 0;
  return ((node.mode >> shift) & bits) === bits;
}

function executable(path: string, seeker: Seeker): boolean {
  const node = seeker.files.node(path);
  return (node.kind === 'file' || node.kind === 'program') && permits(node, seeker.user, 1);
}

/** The path of a command: PATH is searched for a plain name. Undefined: not found. Throws EACCES when not executable. */
export function which(name: string, seeker: Seeker): string | undefined {
  const direct = name.includes('/');
  const places = direct ? [''] : (seeker.path ?? DEFAULT_PATH).split(':').map((place) => `${place || '.'}/`);
  for (const place of places) {
    const path = seeker.resolve(place + name);
    if (!seeker.files.exists(path)) continue;
    if (executable(path, seeker)) return place + name;
    if (direct) throw new Errno('EACCES');
  }
  return undefined;
}

/** What execve would run for these words; a `#!` line leads to its interpreter. Throws ENOENT, EACCES, ENOEXEC, ELOOP. */
export function executed(argv: readonly string[], seeker: Seeker): { program: Program; argv: readonly string[] } {
  let words = argv;
  for (let depth = 0; depth < MAX_INTERPRETERS; depth++) {
    const [name = '', ...rest] = words;
    const found = which(name, seeker);
    if (found === undefined) throw new Errno('ENOENT');
    const node = seeker.files.node(seeker.resolve(found));
    if (node.kind === 'program') return { program: node.program, argv: words };
    const [, interpreter, argument] =
      /^#![ \t]*(\S+)(?:[ \t]+([^\n]*\S))?/.exec(node.kind === 'file' ? node.content : '') ?? [];
    if (interpreter === undefined) throw new Errno('ENOEXEC');
    words = [interpreter, ...(argument === undefined ? [] : [argument]), found, ...rest];
  }
  throw new Errno('ELOOP');
}
