import type { Program } from '../../host/index.ts';

/** Programs of one module, by name. */
export type Programs = Readonly<Record<string, Program>>;

/** A program whose code is fetched when it first runs; `start` imports the module that has it under `programs`. */
export function lazy(start: () => PromiseLike<{ programs: Programs }>, name: string): Program {
  return function* (self) {
    const module = yield* self.load(start);
    const program = module.programs[name];
    if (!program) throw new Error(`no program ${name}`);
    return yield* program(self);
  };
}
