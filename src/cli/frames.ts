import type { LogFrame } from '../api/index.ts';
import type { Process } from '../host/index.ts';
import type { Co, Source } from '../sim/index.ts';
import { Failure } from './failure.ts';

/** Copies a stream of output to where it belongs, until it ends. Throws Failure for an error that the engine sends in it. */
export function* copyFrames(
  self: Process,
  frames: Source<LogFrame>,
  line: (text: string) => Co<string> | string = (text) => text,
): Co<void> {
  for (let frame = yield* frames.receive(); frame !== undefined; frame = yield* frames.receive()) {
    const { stream, data } = frame as { stream: string; data: string };
    if (stream === 'systemerr') throw new Failure(`error from daemon in stream: ${data}`);
    const shown = line(data);
    const text = typeof shown === 'string' ? shown : yield* shown;
    yield* stream === 'stderr' ? self.printError(text) : self.print(text);
  }
}
