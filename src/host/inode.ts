import type { HttpHandler } from '../net/index.ts';
import type { Clock, Micros } from '../sim/index.ts';
import type { FileKind, Program, Stat, Tree } from './types.ts';

/** What all files have. */
export interface Attributes {
  readonly inode: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: Micros;
}

export type Directory = Attributes & { readonly kind: 'directory'; readonly entries: Map<string, Inode> };

/** A kind of file, and what only it has. `generated` is a file of /proc: its content is made when it is read. */
export type Body =
  | { readonly kind: 'directory'; readonly entries: Map<string, Inode> }
  | { readonly kind: 'file'; content: string }
  | { readonly kind: 'generated'; readonly content: () => string }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'device'; readonly device: string }
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'socket'; handler: HttpHandler | undefined };

export type Inode = Attributes & Body;

/** A tree as it really is; colleagues see only its brand. */
export interface DiskTree extends Tree {
  readonly root: Inode;
}

export const treeOf = (root: Inode): DiskTree => ({ brand: 'tree', root });

export const rootOf = (tree: Tree): Inode => (tree as DiskTree).root;

const MODES: Record<Body['kind'], number> = {
  directory: 0o755,
  file: 0o644,
  generated: 0o444,
  symlink: 0o777,
  device: 0o666,
  program: 0o755,
  socket: 0o660,
};

/** Where a host's inodes come from: they are numbered and dated. */
export class Disk {
  readonly #clock: Clock;
  #last = 2;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): Micros {
    return this.#clock.now;
  }

  make<B extends Body>(body: B, mode = MODES[body.kind], uid = 0, gid = 0): Attributes & B {
    return { inode: ++this.#last, mode, uid, gid, mtime: this.now, ...body };
  }

  directory(mode?: number): Directory {
    return this.make({ kind: 'directory', entries: new Map() }, mode);
  }

  /** An independent copy of a file, or of a directory with everything in it. */
  copy(node: Inode): Inode {
    const twin: Inode = { ...node, inode: ++this.#last };
    if (node.kind !== 'directory') return twin;
    return { ...twin, entries: new Map([...node.entries].map(([name, child]) => [name, this.copy(child)])) } as Inode;
  }
}

/** The size of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A pair of surrogates is four bytes in two units.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

export function statOf(node: Inode): Stat {
  const kind: FileKind = node.kind === 'generated' ? 'file' : node.kind;
  const { mode, uid, gid, mtime, inode } = node;
  const target = node.kind === 'symlink' ? node.target : undefined;
  const links =
    node.kind === 'directory' ? 2 + [...node.entries.values()].filter((c) => c.kind === 'directory').length : 1;
  return { kind, mode, uid, gid, size: sizeOf(node), mtime, target, inode, links };
}

/** Bytes of an ELF binary of ours, which is none: what a small one has on disk. */
const PROGRAM_SIZE = 43_808;

function sizeOf(node: Inode): number {
  if (node.kind === 'file') return utf8Length(node.content);
  if (node.kind === 'symlink') return node.target.length;
  if (node.kind === 'directory') return 4096;
  return node.kind === 'program' ? PROGRAM_SIZE : 0;
}
