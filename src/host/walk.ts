import { rootOf, type Directory, type Inode } from './inode.ts';
import { Errno, type MountEntry } from './types.ts';

/** Where a path leads: the node (undefined: only its directory exists) and its place. */
export interface Spot {
  readonly node: Inode | undefined;
  /** The directory that holds it; undefined for the root and for what is mounted. */
  readonly directory: Directory | undefined;
  readonly name: string;
  readonly mount: MountEntry;
  /** The canonical path. */
  readonly path: string;
}

interface Level {
  readonly node: Inode;
  readonly name: string;
  readonly mount: MountEntry;
}

const MAX_LINKS = 40;

const split = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/**
 * Walks an absolute path through mounts and links. `covers` says what is mounted on a node, by identity. Throws ENOENT
 * for a missing directory on the way, ENOTDIR and ELOOP.
 */
export function walk(
  path: string,
  followLast: boolean,
  root: MountEntry,
  covers: ReadonlyMap<Inode, MountEntry>,
): Spot {
  const cross = (level: Level): Level => {
    let at = level;
    for (let over = covers.get(at.node); over && rootOf(over.tree) !== at.node; over = covers.get(at.node))
      at = { node: rootOf(over.tree), name: at.name, mount: over };
    return at;
  };
  let levels: Level[] = [{ node: rootOf(root.tree), name: '', mount: root }];
  const pathTo = (...more: string[]): string =>
    `/${[...levels.slice(1).map((level) => level.name), ...more].join('/')}`;
  const todo = split(path).reverse();
  let links = 0;
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const top = levels.at(-1) as Level;
    if (top.node.kind !== 'directory') throw new Errno('ENOTDIR');
    if (name === '..') {
      if (levels.length > 1) levels.pop();
      continue;
    }
    const child = top.node.entries.get(name);
    if (!child) {
      if (todo.length > 0) throw new Errno('ENOENT');
      return { node: undefined, directory: top.node, name, mount: top.mount, path: pathTo(name) };
    }
    if (child.kind === 'symlink' && (followLast || todo.length > 0)) {
      if (++links > MAX_LINKS) throw new Errno('ELOOP');
      todo.push(...split(child.target).reverse());
      if (child.target.startsWith('/')) levels = levels.slice(0, 1);
      continue;
    }
    levels.push(cross({ node: child, name, mount: top.mount }));
  }
  const { node, name, mount } = levels.at(-1) as Level;
  if (path.endsWith('/') && node.kind !== 'directory') throw new Errno('ENOTDIR');
  const above = levels.at(-2);
  const directory = above?.mount === mount && above.node.kind === 'directory' ? above.node : undefined;
  return { node, directory, name, mount, path: pathTo() };
}
