import type { Co } from '../sim/index.ts';
import { contentOf } from './files.ts';
import type { Disk, Inode } from './inode.ts';
import type { Stream } from './open-file.ts';
import { Errno } from './types.ts';

/** An open regular file: a place in it, shared by all handles that were dup'ed from one another. */
export class FileStream implements Stream {
  readonly kind = 'file';
  handles = 0;
  readonly #node: Inode;
  readonly #disk: Disk;
  readonly #append: boolean;
  readonly #mayWrite: boolean;
  #at = 0;

  constructor(node: Inode, disk: Disk, options: { append: boolean; mayWrite: boolean }) {
    this.#node = node;
    this.#disk = disk;
    this.#append = options.append;
    this.#mayWrite = options.mayWrite;
  }

  *read(max: number): Co<string> {
    const data = contentOf(this.#node).slice(this.#at, this.#at + max);
    this.#at += data.length;
    return data;
  }

  *write(data: string): Co<void> {
    const node = this.#node;
    if (!this.#mayWrite || node.kind !== 'file') throw new Errno('EBADF');
    const at = this.#append ? node.content.length : this.#at;
    const before = at === node.content.length ? node.content : node.content.slice(0, at).padEnd(at, '\0');
    node.content = before + data + node.content.slice(at + data.length);
    node.mtime = this.#disk.now;
    this.#at = at + data.length;
  }

  release(): void {
    // The file stays as it is.
  }
}
