import type { Co } from '../sim/index.ts';
import { PIPE_CAPACITY } from './costs.ts';
import { Handle, type Owner, type Stream } from './open-file.ts';
import { Errno, type OpenFile } from './types.ts';
import { WaitQueue } from './wait-queue.ts';

/** A pipe: writers wait while it is full, readers while it is empty; it ends with its last writer. */
export function createPipe(owner?: Owner): { reader: OpenFile; writer: OpenFile } {
  const chunks: string[] = [];
  let head = 0;
  let size = 0;
  const readers = new WaitQueue();
  const writers = new WaitQueue();

  function take(max: number): string {
    const chunk = chunks[head] as string;
    const taken = chunk.length <= max ? chunk : chunk.slice(0, max);
    if (taken === chunk) chunks[head++] = '';
    else chunks[head] = chunk.slice(max);
    if (head === chunks.length) chunks.length = head = 0;
    size -= taken.length;
    return taken;
  }

  const out: Stream = {
    kind: 'pipe',
    handles: 0,
    *read(max): Co<string> {
      while (size === 0) {
        if (input.handles === 0) return '';
        yield* readers.sleep();
      }
      let data = take(max);
      while (size > 0 && data.length < max) data += take(max - data.length);
      writers.wake();
      return data;
    },

    *write(): Co<void> {
      throw new Errno('EBADF');
    },
    release: () => writers.wake(),
  };
  const input: Stream = {
    kind: 'pipe',
    handles: 0,

    *read(): Co<string> {
      throw new Errno('EBADF');
    },
    *write(data): Co<void> {
      for (let from = 0; from < data.length;) {
        if (out.handles === 0) throw new Errno('EPIPE');
        const room = PIPE_CAPACITY - size;
        if (room <= 0) {
          yield* writers.sleep();
          continue;
        }
        const chunk = data.length <= room && from === 0 ? data : data.slice(from, from + room);
        chunks.push(chunk);
        size += chunk.length;
        from += chunk.length;
        readers.wake();
      }
    },
    release: () => readers.wake(),
  };
  return { reader: new Handle(out, owner), writer: new Handle(input, owner) };
}
