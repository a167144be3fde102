import type { LogFrame } from '../../api/index.ts';
import type { OpenFile } from '../../host/index.ts';
import { ChannelBroken, type Channel, type Co } from '../../sim/index.ts';

const closed = { terminal: undefined, dup: () => closedFile, close: () => undefined } as const;

/** /dev/null for reading: what a container without `-i` has as standard input. */
export const closedFile: OpenFile = {
  ...closed,
  kind: 'device',
  *read() {
    return '';
  },
  *write() {
    return;
  },
};

/** A standard input that is fed from a channel; its end is the channel's. */
export function fedFile(channel: Channel<string>): OpenFile {
  let rest = '';
  const file: OpenFile = {
    kind: 'pipe',
    terminal: undefined,
    *read(max = 65_536) {
      while (rest === '') {
        const piece = yield* channel.receive();
        if (piece === undefined) return '';
        rest = piece;
      }
      const piece = rest.slice(0, max);
      rest = rest.slice(max);
      return piece;
    },
    *write() {
      return;
    },
    dup: () => file,
    close: () => undefined,
  };
  return file;
}

/** A standard output: every write goes to `record` at once, and waits for attached clients that are slow to read. */
export function sinkFile(
  stream: LogFrame['stream'],
  record: (frame: LogFrame) => void,
  clients: ReadonlySet<Channel<unknown>>,
): OpenFile {
  const file: OpenFile = {
    kind: 'pipe',
    terminal: undefined,
    *read() {
      return '';
    },
    *write(data) {
      const frame: LogFrame = { stream, data };
      record(frame);
      for (const client of [...clients]) yield* offer(client, frame);
    },
    dup: () => file,
    close: () => undefined,
  };
  return file;
}

function* offer(client: Channel<unknown>, frame: LogFrame): Co<void> {
  try {
    yield* client.send(frame);
  } catch (error) {
    if (!(error instanceof ChannelBroken)) throw error;
  }
}
