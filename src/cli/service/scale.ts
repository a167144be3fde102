import type { Co } from '../../sim/index.ts';
import { Failure, messageOf } from '../failure.ts';
import type { Call, Command } from '../spec.ts';
import { getService, putService } from './find.ts';
import { waitOnService } from './progress/index.ts';

/** `docker service scale`: all requests first, then the progress of each, then what went wrong. */
export const scale: Command = function* (call) {
  const { self, args, flags } = call;
  const wishes = args.map((arg) => {
    const at = arg.indexOf('=');
    if (at < 1 || at === arg.length - 1)
      throw new Failure(
        `invalid scale specifier '${arg}'.\nSee '${call.path} --help'.\n\nUsage:  ${call.path} SERVICE=REPLICAS [SERVICE=REPLICAS...]\n\nScale one or multiple replicated services`,
      );
    return [arg.slice(0, at), arg.slice(at + 1)] as const;
  });
  const errors: string[] = [];
  const scaled: string[] = [];
  for (const [name, count] of wishes) {
    try {
      yield* scaleOne(call, name, count);
      scaled.push(name);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      errors.push(`${name}: ${messageOf(error)}`);
    }
  }
  for (const name of flags.is('detach') ? [] : scaled) {
    try {
      yield* waitOnService(self, call.api, name);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      errors.push(`${name}: ${messageOf(error)}`);
    }
  }
  if (errors.length > 0) throw new Failure(errors.join('\n'));
};

function* scaleOne({ self, api }: Call, name: string, text: string): Co<void> {
  if (!/^\d+$/.test(text))
    throw new Failure(
      `invalid replicas value ${text}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  const count = Number(text);
  const service = yield* getService(api, name);
  const { Mode } = service.Spec;
  if (!Mode.Replicated && !Mode.ReplicatedJob)
    throw new Failure('scale can only be used with replicated or replicated-job mode');
  const mode = Mode.Replicated
    ? { Replicated: { ...Mode.Replicated, Replicas: count } }
    : { ReplicatedJob: { ...Mode.ReplicatedJob, TotalCompletions: count } };
  const warnings = yield* putService(api, { ...service, Spec: { ...service.Spec, Mode: mode } });
  for (const warning of warnings) yield* self.printError(`${warning}\n`);
  yield* self.print(`${name} scaled to ${count}\n`);
}
