import type { Program } from './types.ts';

/** A program whose code is loaded when it runs: export `name` of the module that `start` imports. */
export function lazily<K extends string>(start: () => PromiseLike<Record<K, Program>>, name: K): Program {
  return function* (self) {
    const module = yield* self.load(start);
    return yield* module[name](self);
  };
}
