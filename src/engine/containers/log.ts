import { Channel, Signal, rfc3339, type Clock, type Micros, type Source } from '../../sim/index.ts';
import type { LogFrame } from '../../api/index.ts';

export interface LogLine {
  readonly at: Micros;
  readonly stream: 'stdout' | 'stderr';
  /** With its newline, unless the program ended without one. */
  readonly text: string;
}

/** Characters kept per container: json-file keeps all, a lab must end somewhere. */
const capacity = 4_000_000;

/** The json-file log of one container. */
export class Log {
  readonly #clock: Clock;
  readonly #added = new Signal<LogLine | undefined>();
  #lines: LogLine[] = [];
  #size = 0;
  #partial = { stdout: '', stderr: '' };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  write(stream: LogLine['stream'], data: string): void {
    const pieces = (this.#partial[stream] + data).split('\n');
    this.#partial[stream] = pieces.pop() ?? '';
    for (const piece of pieces) this.#add(stream, `${piece}\n`);
  }

  /** The container stopped: what is half a line is logged as it is, followers are told. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#partial[stream] !== '') this.#add(stream, this.#partial[stream]);
      this.#partial[stream] = '';
    }
    this.#added.emit(undefined);
  }

  #add(stream: LogLine['stream'], text: string): void {
    const line = { at: this.#clock.now, stream, text };
    this.#lines.push(line);
    this.#size += text.length;
    if (this.#size > capacity) {
      const dropped = this.#lines.splice(0, this.#lines.length >> 1);
      for (const { text: old } of dropped) this.#size -= old.length;
    }
    this.#added.emit(line);
  }

  /** Lines that match, then, when following, those to come until the container stops. Times are inclusive. */
  read(query: LogRange, live: boolean): Source<LogLine> {
    const channel = new Channel<LogLine>();
    const { since = -Infinity, until = Infinity } = query;
    const wanted = (line: LogLine): boolean =>
      line.at >= since && line.at <= until && (query.streams?.includes(line.stream) ?? true);
    const past = this.#lines.filter(wanted);
    const from = query.tail === undefined ? 0 : Math.max(0, past.length - query.tail);
    for (const line of past.slice(from)) channel.push(line);
    if (!query.follow || !live) {
      channel.close();
      return channel;
    }
    const cancel = this.#added.subscribe((line) => {
      if (line && wanted(line)) channel.push(line);
      if (!line) {
        channel.close();
        cancel();
      }
    });
    channel.onCancel(cancel);
    return channel;
  }
}

export interface LogRange {
  readonly follow?: boolean;
  readonly tail?: number | undefined;
  readonly since?: Micros | undefined;
  readonly until?: Micros | undefined;
  readonly streams?: readonly LogLine['stream'][];
}

/** The frame of a line as the API sends it. `details` stand before the text, after the time. */
export function frame(line: LogLine, options: { timestamps: boolean; details?: string | undefined }): LogFrame {
  const time = options.timestamps ? `${fixedNano(line.at)} ` : '';
  const details = options.details === undefined ? '' : `${options.details} `;
  return { stream: line.stream, data: `${time}${details}${line.text}` };
}

/** `2026-11-22T10:42:49.440760000Z`: nine digits always, as log timestamps have. */
export function fixedNano(at: Micros): string {
  const [head, fraction = ''] = rfc3339(at).slice(0, -1).split('.');
  return `${head}.${fraction.padEnd(9, '0')}Z`;
}
