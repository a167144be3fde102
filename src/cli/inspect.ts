import type { Co } from '../sim/index.ts';
import { Failure, messageOf } from './failure.ts';
import { compactJson, indentedJson } from './format/json.ts';
import type { Call } from './spec.ts';

const template = () => import('./template/index.ts');

/**
 * What every `inspect` does: shows what `find` gives for each argument as one JSON array, or each through `--format`;
 * the failures follow on stderr with exit status 1. Models docker/cli command/inspect.
 *
 * @param find throws Failure where there is no such object
 * @param struct the Go type, where the client decodes the answer rather than showing it as it came
 */
export function* inspect(
  call: Call,
  find: (name: string) => Co<unknown>,
  { names = call.args, struct }: { names?: readonly string[]; struct?: string } = {},
): Co<void> {
  const { self, flags } = call;
  const format = flags.text('format');
  const found: unknown[] = [];
  const errors: string[] = [];
  const shown: string[] = [];
  const render = format === '' || format === 'json' ? undefined : yield* renderer(call, format, struct);
  for (const name of names) {
    try {
      const value = yield* find(name);
      if (render) shown.push(`${render(value)}\n`);
      found.push(value);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      errors.push(messageOf(error));
    }
  }
  if (render) yield* self.print(shown.join('') || '\n');
  else yield* self.print(`${format === 'json' ? compactJson(found) : indentedJson(found, struct !== undefined)}\n`);
  if (errors.length > 0) throw new Failure(errors.join('\n'));
}

function* renderer(call: Call, format: string, struct: string | undefined): Co<(value: unknown) => string> {
  const { Template } = yield* call.self.load(template);
  const parsed = Template.parse(format.replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
  return (value) => parsed.execute(value, struct === undefined ? { json: true } : { struct });
}
