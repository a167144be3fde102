import { Files } from './files.ts';
import { treeOf, type Disk, type DiskTree } from './inode.ts';
import type { Host } from './types.ts';

type Source = Parameters<Host['makeTree']>[0];
type Entry = Source[string];

const ranks = (entry: Entry): number =>
  typeof entry === 'object' ? ('directory' in entry ? 0 : 'link' in entry ? 1 : 2) : 2;

/** Makes a tree from a list. Directories come first, then links, so that files may be named through either. */
export function growTree(disk: Disk, source: Source): DiskTree {
  const tree = treeOf(disk.directory());
  const files = new Files(disk, { target: '/', source: '', type: '', readOnly: false, tree });
  const entries = Object.entries(source).sort(([, a], [, b]) => ranks(a) - ranks(b));
  for (const [path, entry] of entries) {
    if (typeof entry === 'function') files.writeProgram(path, entry);
    else if (typeof entry === 'string') files.writeFile(path, entry, { parents: true });
    else if ('directory' in entry) {
      files.mkdir(path, { parents: true });
      if (entry.mode !== undefined) files.chmod(path, entry.mode);
    } else if ('link' in entry) {
      files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
      files.symlink(entry.link, path);
    } else files.writeFile(path, entry.content, { ...entry, parents: true });
  }
  return tree;
}
