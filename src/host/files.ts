import type { HttpHandler } from '../net/index.ts';
import type { Micros } from '../sim/index.ts';
import { rootOf, statOf, treeOf, type Attributes, type Body, type Directory, type Disk, type Inode } from './inode.ts';
import { Errno, type FileSystem, type MountEntry, type Program, type Stat, type Tree } from './types.ts';
import { walk, type Spot } from './walk.ts';

type WriteOptions = NonNullable<Parameters<FileSystem['writeFile']>[2]>;

/** A tree of files with mounts, as one space sees it. */
export class Files implements FileSystem {
  readonly disk: Disk;
  #mounts: MountEntry[];
  #covers = new Map<Inode, MountEntry>();

  constructor(disk: Disk, root: MountEntry) {
    this.disk = disk;
    this.#mounts = [root];
  }

  get mounts(): readonly MountEntry[] {
    return this.#mounts;
  }

  /** Where a path leads. Throws as `walk` does. */
  spot(path: string, followLast = true): Spot {
    return walk(path, followLast, this.#mounts[0] as MountEntry, this.#covers);
  }

  /** What is at a path. Throws ENOENT. */
  node(path: string, followLast = true): Inode {
    const { node } = this.spot(path, followLast);
    if (!node) throw new Errno('ENOENT');
    return node;
  }

  /** Puts something new at a path where nothing is. Throws EEXIST, EROFS. */
  create<B extends Body>(
    path: string,
    body: B,
    options: { mode?: number; uid?: number; gid?: number } = {},
  ): Attributes & B {
    const spot = this.spot(path, body.kind !== 'symlink' && body.kind !== 'directory');
    if (spot.node) throw new Errno('EEXIST');
    const node = this.disk.make(body, options.mode, options.uid, options.gid);
    this.#enter(spot, node);
    return node;
  }

  stat(path: string, options: { followLink?: boolean } = {}): Stat {
    return statOf(this.node(path, options.followLink ?? true));
  }

  exists(path: string): boolean {
    try {
      return this.spot(path).node !== undefined;
    } catch {
      return false;
    }
  }

  readFile(path: string): string {
    return contentOf(this.node(path));
  }

  writeFile(path: string, content: string, options: WriteOptions = {}): void {
    if (options.parents) this.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
    const node = this.writable(path, options);
    node.content = options.append ? node.content + content : content;
    node.mtime = this.disk.now;
  }

  /** The plain file at a path, made when there is none (a program there becomes one). Throws EISDIR, EROFS, EACCES. */
  writable(path: string, options: { mode?: number; uid?: number; gid?: number } = {}): Inode & { kind: 'file' } {
    const { node, mount, directory, name } = this.spot(path);
    if (mount.readOnly) throw new Errno('EROFS');
    if (!node) return this.create(path, { kind: 'file', content: '' }, options);
    if (node.kind === 'directory') throw new Errno('EISDIR');
    if (node.kind === 'program' && directory) {
      const plain = this.disk.make({ kind: 'file', content: '' }, node.mode, node.uid, node.gid);
      directory.entries.set(name, plain);
      return plain;
    }
    if (node.kind !== 'file') throw new Errno(node.kind === 'socket' ? 'ENXIO' : 'EACCES');
    if (options.mode !== undefined) node.mode = options.mode;
    return node;
  }

  writeProgram(path: string, program: Program): void {
    this.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
    if (this.exists(path)) this.remove(path);
    this.create(path, { kind: 'program', program });
  }

  program(path: string): Program | undefined {
    const node = this.node(path);
    return node.kind === 'program' ? node.program : undefined;
  }

  list(path: string): string[] {
    const node = this.node(path);
    if (node.kind !== 'directory') throw new Errno('ENOTDIR');
    return [...node.entries.keys()].sort();
  }

  mkdir(path: string, options: { parents?: boolean; mode?: number } = {}): void {
    const body = (): Body => ({ kind: 'directory', entries: new Map() });
    const mode = options.mode === undefined ? {} : { mode: options.mode };
    if (!options.parents) {
      this.create(path, body(), mode);
      return;
    }
    let made = '';
    for (const part of path.split('/').filter(Boolean)) {
      made += `/${part}`;
      const { node } = this.spot(made);
      if (!node) this.create(made, body(), mode);
      else if (node.kind !== 'directory') throw new Errno('EEXIST');
    }
  }

  symlink(target: string, path: string): void {
    this.create(path, { kind: 'symlink', target });
  }

  rename(from: string, to: string): void {
    const source = this.spot(from, false);
    const { node } = source;
    if (!node) throw new Errno('ENOENT');
    const goal = this.spot(to, false);
    if (goal.node === node) return;
    if (goal.mount !== source.mount) throw new Errno('EXDEV');
    if (!source.directory) throw new Errno('EBUSY');
    if (node.kind === 'directory' && goal.path.startsWith(`${source.path}/`)) throw new Errno('EINVAL');
    if (goal.node) {
      if (goal.node.kind === 'directory' && node.kind !== 'directory') throw new Errno('EISDIR');
      if (goal.node.kind !== 'directory' && node.kind === 'directory') throw new Errno('ENOTDIR');
      if (goal.node.kind === 'directory' && goal.node.entries.size > 0) throw new Errno('ENOTEMPTY');
    }
    this.#enter(goal, node);
    this.#leave(source, source.directory);
  }

  remove(path: string, options: { recursive?: boolean } = {}): void {
    const spot = this.spot(path, false);
    if (!spot.node) throw new Errno('ENOENT');
    if (!spot.directory) throw new Errno('EBUSY');
    if (spot.node.kind === 'directory' && spot.node.entries.size > 0 && !options.recursive)
      throw new Errno('ENOTEMPTY');
    this.#leave(spot, spot.directory);
  }

  chmod(path: string, mode: number): void {
    this.#change(path).mode = mode;
  }

  chown(path: string, uid: number, gid: number): void {
    Object.assign(this.#change(path), { uid, gid });
  }

  touch(path: string, mtime: Micros): void {
    this.#change(path).mtime = mtime;
  }

  realpath(path: string): string {
    const { node, path: canonical } = this.spot(path);
    if (!node) throw new Errno('ENOENT');
    return canonical;
  }

  /** A missing mount point is made, as container runtimes do. */
  mount(entry: MountEntry): void {
    if (entry.target === '/') {
      this.#mounts = [entry, ...this.#mounts.slice(1)];
      return;
    }
    if (!this.exists(entry.target)) {
      if (rootOf(entry.tree).kind === 'directory') this.mkdir(entry.target, { parents: true });
      else this.writeFile(entry.target, '', { parents: true });
    }
    this.#covers.set(this.node(entry.target), entry);
    this.#mounts.push(entry);
  }

  unmount(target: string): void {
    const entry = this.#mounts.findLast((mount) => mount.target === target);
    if (!entry || entry === this.#mounts[0]) throw new Errno('EINVAL');
    for (const [node, over] of this.#covers) if (over === entry) this.#covers.delete(node);
    this.#mounts = this.#mounts.filter((mount) => mount !== entry);
  }

  subtree(path: string): Tree {
    return treeOf(this.node(path));
  }

  snapshot(path: string): Tree {
    return treeOf(this.disk.copy(this.node(path)));
  }

  /** Who answers at a unix socket. Throws ENOENT, ECONNREFUSED. */
  socket(path: string): HttpHandler {
    const node = this.node(path);
    if (node.kind !== 'socket' || !node.handler) throw new Errno('ECONNREFUSED');
    return node.handler;
  }

  #enter(spot: Spot, node: Inode): void {
    if (spot.mount.readOnly) throw new Errno('EROFS');
    if (!spot.directory) throw new Errno('EBUSY');
    spot.directory.entries.set(spot.name, node);
    spot.directory.mtime = this.disk.now;
  }

  #leave(spot: Spot, directory: Directory): void {
    if (spot.mount.readOnly) throw new Errno('EROFS');
    directory.entries.delete(spot.name);
    directory.mtime = this.disk.now;
  }

  #change(path: string): Inode {
    const { node, mount } = this.spot(path);
    if (!node) throw new Errno('ENOENT');
    if (mount.readOnly) throw new Errno('EROFS');
    return node;
  }
}

/** What reading a whole file gives. Throws EISDIR, EACCES for what cannot be read as text. */
export function contentOf(node: Inode): string {
  if (node.kind === 'file') return node.content;
  if (node.kind === 'generated') return node.content();
  if (node.kind === 'directory') throw new Errno('EISDIR');
  if (node.kind === 'program') return '\u007fELF';
  throw new Errno(node.kind === 'socket' ? 'ENXIO' : 'EACCES');
}
