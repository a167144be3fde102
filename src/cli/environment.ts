import { Errno } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { Failure } from './failure.ts';
import type { Call } from './spec.ts';

/**
 * The environment that flags ask for: the lines of files, then `K=V` or `K` for the client's own value. A name that
 * the client does not have is left out; the last of equal names counts. Models docker/cli opts.ReadKVEnvStrings.
 */
export function* environment(call: Call, fileFlag: string, flag: string): Co<string[]> {
  const lines: string[] = [];
  for (const path of call.flags.all(fileFlag)) lines.push(...(yield* readPairs(call, path)));
  const given = [...lines, ...call.flags.all(flag)].flatMap((pair) => {
    if (pair.includes('=')) return [pair];
    const own = call.self.env.get(pair);
    return own === undefined ? [] : [`${pair}=${own}`];
  });
  const byKey = new Map<string, string>();
  for (const pair of given) {
    const key = pair.slice(0, pair.indexOf('='));
    if (byKey.get(key) === pair) continue;
    byKey.delete(key);
    byKey.set(key, pair);
  }
  return [...byKey.values()];
}

/** The lines of an env or label file, without blanks at the start, comments and empty lines. */
export function* readPairs({ self }: Call, path: string): Co<string[]> {
  try {
    const file = yield* self.open(path, 'r');
    const text = yield* self.readAll(file);
    file.close();
    const lines = text.split('\n').map((line) => line.replace(/\r$/, '').trimStart());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new Failure(`open ${path}: ${error.message.toLowerCase()}`);
  }
}
