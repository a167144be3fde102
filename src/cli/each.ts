import type { Co } from '../sim/index.ts';
import { Failure, messageOf } from './failure.ts';
import type { Call } from './spec.ts';

/**
 * Does something with each argument and prints the argument where it worked. The failures are told together at the
 * end, with exit status 1.
 */
export function* forEach(
  call: Call,
  act: (name: string) => Co<unknown>,
  line: (name: string) => string = (name) => name,
): Co<void> {
  const errors: string[] = [];
  for (const name of call.args) {
    try {
      yield* act(name);
      yield* call.self.print(`${line(name)}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      errors.push(messageOf(error));
    }
  }
  if (errors.length > 0) throw new Failure(errors.join('\n'));
}

/** The same, where a failure is told at once; models the commands that write errors as they go. */
export function* forEachTelling(call: Call, act: (name: string) => Co<unknown>): Co<number> {
  let exit = 0;
  for (const name of call.args) {
    try {
      yield* act(name);
      yield* call.self.print(`${name}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      yield* call.self.printError(`${messageOf(error)}\n`);
      exit = 1;
    }
  }
  return exit;
}
