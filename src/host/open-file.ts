import type { Co, Micros } from '../sim/index.ts';
import { COSTS } from './costs.ts';
import { Errno, type OpenFile, type Terminal } from './types.ts';

/** What stands behind handles: one open file description. Its last handle's close calls `release`. */
export interface Stream {
  readonly kind: OpenFile['kind'];
  readonly terminal?: Terminal | undefined;
  handles: number;
  read: (max: number) => Co<string>;
  write: (data: string) => Co<void>;
  release: () => void;
}

/** A process as its handles see it: who pays for reading and writing, and closes what was left open. */
export interface Owner {
  readonly opened: Set<OpenFile>;
  charge: (span: Micros) => Co<void>;
  /** Charges without waiting. */
  owe: (span: Micros) => void;
}

const READ_MAX = 65_536;

/** One holder's end of a stream. */
export class Handle implements OpenFile {
  readonly #stream: Stream;
  readonly #owner: Owner | undefined;
  #closed = false;

  constructor(stream: Stream, owner?: Owner) {
    this.#stream = stream;
    this.#owner = owner;
    stream.handles++;
    owner?.opened.add(this);
  }

  get kind(): OpenFile['kind'] {
    return this.#stream.kind;
  }

  get terminal(): Terminal | undefined {
    return this.#stream.terminal;
  }

  *read(max = READ_MAX): Co<string> {
    if (this.#closed) throw new Errno('EBADF');
    // Paid before, so that an interrupted wait loses nothing that was read.
    if (this.#owner) yield* this.#owner.charge(COSTS.systemCall);
    const data = yield* this.#stream.read(max);
    this.#owner?.owe((data.length / 1024) * COSTS.kilobyte);
    return data;
  }

  *write(data: string): Co<void> {
    if (this.#closed) throw new Errno('EBADF');
    if (this.#owner) yield* this.#owner.charge(COSTS.systemCall + (data.length / 1024) * COSTS.kilobyte);
    if (data !== '') yield* this.#stream.write(data);
  }

  dup(): OpenFile {
    return this.dupFor(this.#owner);
  }

  dupFor(owner: Owner | undefined): Handle {
    if (this.#closed) throw new Errno('EBADF');
    return new Handle(this.#stream, owner);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#owner?.opened.delete(this);
    if (--this.#stream.handles === 0) this.#stream.release();
  }
}

/** A file as a process's own: what it does with it costs its time. */
export function adopt(file: OpenFile, owner: Owner): OpenFile {
  if (file instanceof Handle) return file.dupFor(owner);
  const own = file.dup();
  return new Handle(
    {
      kind: own.kind,
      terminal: own.terminal,
      handles: 0,
      read: (max) => own.read(max),
      write: (data) => own.write(data),
      release: () => own.close(),
    },
    owner,
  );
}
