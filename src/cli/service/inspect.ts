import type { Network, Service } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { DaemonError, Failure } from '../failure.ts';
import { inspect } from '../inspect.ts';
import type { Call, Command } from '../spec.ts';
import { pathOf } from './find.ts';

const layout = () => import('./pretty.ts');

/** `docker service inspect`: with the defaults filled in. */
export const inspectServices: Command = function* (call) {
  const { flags } = call;
  if (flags.is('pretty') && flags.has('format'))
    throw new Failure('--format is incompatible with human friendly format');
  const pretty = flags.is('pretty') || flags.text('format') === 'pretty';
  if (pretty) yield* inspectPretty(call);
  else yield* inspect(call, (name) => find(call, name), { struct: 'swarm.Service' });
};

function* find({ api }: Call, name: string): Co<Service> {
  try {
    return yield* api.get<Service>(pathOf('services', name), { insertDefaults: 'true' });
  } catch (error) {
    if (error instanceof DaemonError && error.status === 404) throw new Failure(`Error: no such service: ${name}`);
    throw error;
  }
}

function* inspectPretty(call: Call): Co<void> {
  const { prettyService } = yield* call.self.load(layout);
  for (const name of call.args) {
    const service = yield* find(call, name);
    const names = new Map<string, string>();
    for (const { Target } of service.Spec.TaskTemplate.Networks ?? []) {
      const network = yield* call.api.get<Network>(pathOf('networks', Target), { scope: 'swarm' });
      names.set(Target, network.Name);
    }
    yield* call.self.print(prettyService(service, names, call.self.clock.now));
  }
}
