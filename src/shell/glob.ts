import type { FileSystem, Process } from '../host/index.ts';
import { isPattern, unescapePattern, wholePattern } from './pattern.ts';

/** The paths that a pattern matches, sorted; none when nothing does. Relative patterns give relative paths. */
export function glob(self: Process, pattern: string): string[] {
  const segments = pattern.split('/');
  let found = [''];
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1;
    if (i > 0) found = found.map((path) => `${path}/`);
    found = found.flatMap((path) => step(self, path, segment, last));
  });
  return found.filter((path) => path !== '').sort();
}

function step(self: Process, base: string, segment: string, last: boolean): string[] {
  const files = self.space.files;
  if (!isPattern(segment)) {
    const path = base + unescapePattern(segment);
    return path === '' || exists(files, self.resolve(path)) ? [path] : [];
  }
  const name = wholePattern(segment);
  return names(files, self.resolve(base || '.'))
    .filter((entry) => (segment.startsWith('.') || !entry.startsWith('.')) && name.test(entry))
    .map((entry) => base + entry)
    .filter((path) => last || isDirectory(files, self.resolve(path)));
}

function exists(files: FileSystem, path: string): boolean {
  try {
    files.stat(path, { followLink: false });
    return true;
  } catch {
    return false;
  }
}

/** Whether a path is a directory (or a link to one). */
export function isDirectory(files: FileSystem, path: string): boolean {
  try {
    return files.stat(path).kind === 'directory';
  } catch {
    return false;
  }
}

/** The entries of a directory; none when it cannot be read. */
export function names(files: FileSystem, path: string): string[] {
  try {
    return files.list(path);
  } catch {
    return [];
  }
}
