import type { FileSystem } from '../../host/index.ts';

const join = (directory: string, name: string): string => `${directory === '/' ? '' : directory}/${name}`;

/** Copies a file or a whole directory from one file system into another, owners and modes included. */
export function copyTree(from: FileSystem, source: string, to: FileSystem, target: string): void {
  const stat = from.stat(source, { followLink: false });
  if (stat.kind === 'directory') {
    if (!to.exists(target)) to.mkdir(target, { parents: true, mode: stat.mode });
    for (const name of from.list(source)) copyTree(from, join(source, name), to, join(target, name));
    return;
  }
  if (stat.kind === 'symlink') to.symlink(stat.target ?? '', target);
  else {
    const program = from.program(source);
    if (program) to.writeProgram(target, program);
    else to.writeFile(target, from.readFile(source), { mode: stat.mode, uid: stat.uid, gid: stat.gid, parents: true });
  }
}

/** Every path below a directory, itself not included; mounts are not entered. */
export function* walk(files: FileSystem, path = '/'): Generator<string> {
  for (const name of files.list(path)) {
    const child = join(path, name);
    yield child;
    const mounted = files.mounts.some((mount) => mount.target === child);
    if (!mounted && files.stat(child, { followLink: false }).kind === 'directory') yield* walk(files, child);
  }
}
