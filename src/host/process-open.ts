import type { Co } from '../sim/index.ts';
import { openDevice } from './device.ts';
import { permits } from './execute.ts';
import { FileStream } from './file-stream.ts';
import { Handle } from './open-file.ts';
import type { LinuxProcess } from './process.ts';
import { Errno, type OpenFile } from './types.ts';

const READ = 4;
const WRITE = 2;
const RIGHTS = { r: READ, w: WRITE, a: WRITE, rw: READ | WRITE } as const;

/** Opens a path as open(2) does. Throws ENOENT, EACCES, EISDIR, EROFS, ENXIO. */
export function openPath(self: LinuxProcess, path: string, mode: keyof typeof RIGHTS): OpenFile {
  const { files } = self.space;
  const { user } = self;
  const absolute = self.resolve(path);
  const { node: there, directory } = files.spot(absolute);
  // Making a file is writing to its directory.
  const asked = there ?? (mode === 'r' ? undefined : directory);
  if (asked && !permits(asked, user, there ? RIGHTS[mode] : WRITE)) throw new Errno('EACCES');
  if (there?.kind === 'device') return device(self, there.device);
  const node = mode === 'r' ? files.node(absolute) : files.writable(absolute, { uid: user.uid, gid: user.gid });
  if (node.kind === 'directory') throw new Errno('EISDIR');
  if (mode === 'w' && node.kind === 'file') Object.assign(node, { content: '', mtime: self.clock.now });
  return new Handle(new FileStream(node, files.disk, { append: mode === 'a', mayWrite: mode !== 'r' }), self);
}

const STANDARD: Readonly<Record<string, number>> = { stdin: 0, stdout: 1, stderr: 2 };

function device(self: LinuxProcess, name: string): OpenFile {
  const fd = STANDARD[name];
  if (fd !== undefined) return (self.files.get(fd) ?? closedFile).dup();
  if (name !== 'tty') return openDevice(name, self.chance, self);
  const own = [...self.files.values()].find((file) => file.terminal && file.terminal === self.terminal);
  if (!own) throw new Errno('ENXIO');
  return own.dup();
}

/** What stands where a descriptor is closed. */
export const closedFile: OpenFile = {
  kind: 'file',
  terminal: undefined,
  *read(): Co<string> {
    throw new Errno('EBADF');
  },
  *write(): Co<void> {
    throw new Errno('EBADF');
  },
  dup: () => closedFile,
  close: () => undefined,
};
