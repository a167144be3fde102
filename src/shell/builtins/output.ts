import { echo } from '../echo.ts';
import { ShellError } from '../flow.ts';
import { write } from '../io.ts';
import { printf } from '../printf.ts';
import type { Builtin } from './table.ts';

export const output: Readonly<Record<string, Builtin>> = {
  *echo(sh, args, io) {
    yield* write(io, 1, echo(args, sh.flavour === 'dash'));
    return 0;
  },
  *printf(sh, args, io) {
    const into = args[0] === '-v' ? args[1] : undefined;
    const [format, ...values] = into === undefined ? (args[0] === '--' ? args.slice(1) : args) : args.slice(2);
    if (format === undefined) throw new ShellError('usage: printf [-v var] format [arguments]', 2);
    const { text, errors } = printf(format, values, sh.self.clock.now);
    if (into !== undefined) sh.vars.set(into, text);
    else yield* write(io, 1, text);
    for (const error of errors) yield* write(io, 2, `${sh.prefix}: printf: ${error}\n`);
    return Number(errors.length > 0);
  },
};
