import type { Config, Network, Secret, Service, Task } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure, messageOf } from '../failure.ts';
import { filtersOf, withFilter } from '../filters.ts';
import type { Filters } from '../api.ts';
import { list, type Listing } from '../format/listing.ts';
import { byName } from '../format/text.ts';
import { resolveNodes } from '../node/self.ts';
import { pathOf } from '../service/find.ts';
import { showServices } from '../service/list.ts';
import type { Call, Command } from '../spec.ts';
import { showTasks } from '../tasks.ts';

const label = 'com.docker.stack.namespace';

const listing: Listing = {
  type: '*stack.stackContext',
  headers: { Name: 'NAME', Services: 'SERVICES' },
  show: ['Name', 'Services'],
};

function checkName(name: string): string {
  if (name.trim() === '') throw new Failure(`invalid stack name: ${JSON.stringify(name)}`);
  return name;
}

const ofStack = (filters: Filters, name: string): Filters => withFilter(filters, 'label', `${label}=${name}`);

/** `docker stack ls`. */
export const ls: Command = function* (call) {
  const services = yield* call.api.get<Service[]>('/services', { filters: { label: [label] } });
  const counts = new Map<string, number>();
  for (const { Spec } of services) {
    const name = Spec.Labels[label] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const rows = byName([...counts], ([name]) => name).map(([Name, count]) => ({ Name, Services: String(count) }));
  yield* list(call, listing, rows, call.flags.text('format'));
};

/** `docker stack services`. */
export const services: Command = function* (call) {
  const { self, api, flags, args } = call;
  const name = checkName(args[0] as string);
  const found = yield* api.get<Service[]>('/services', { filters: ofStack(filtersOf(flags), name), status: true });
  if (found.length === 0) return yield* self.printError(`Nothing found in stack: ${name}\n`);
  yield* showServices(call, found);
};

/** `docker stack ps`. */
export const ps: Command = function* (call) {
  const { api, flags, args } = call;
  const name = checkName(args[0] as string);
  const filters = yield* resolveNodes(call, ofStack(filtersOf(flags), name));
  const tasks = yield* api.get<Task[]>('/tasks', { filters });
  if (tasks.length === 0) throw new Failure(`nothing found in stack: ${name}`);
  yield* showTasks(call, tasks, false);
};

/** `docker stack rm`: services, secrets, configs, networks; volumes stay. */
export const rm: Command = function* (call) {
  const { self, api, args } = call;
  const errors: string[] = [];
  for (const name of args.map(checkName)) {
    const filters = ofStack({}, name);
    const services = yield* api.get<Service[]>('/services', { filters });
    const secrets = yield* api.get<Secret[]>('/secrets', { filters });
    const configs = yield* api.get<Config[]>('/configs', { filters });
    const networks = yield* api.get<Network[]>('/networks', { filters });
    const things = [
      ...byName(services, ({ Spec }) => Spec.Name).map(({ ID, Spec }) => ['service', ID, Spec.Name] as const),
      ...secrets.map(({ ID, Spec }) => ['secret', ID, Spec.Name] as const),
      ...configs.map(({ ID, Spec }) => ['config', ID, Spec.Name] as const),
      ...networks.map(({ Id, Name }) => ['network', Id, Name] as const),
    ];
    if (things.length === 0) {
      yield* self.printError(`Nothing found in stack: ${name}\n`);
      continue;
    }
    let failed = false;
    for (const [kind, id, shown] of things) failed = !(yield* remove(call, kind, id, shown)) || failed;
    if (failed) errors.push(`failed to remove some resources from stack: ${name}`);
  }
  if (errors.length > 0) throw new Failure(errors.join('\n'));
};

function* remove({ self, api }: Call, kind: string, id: string, name: string): Co<boolean> {
  yield* self.print(`Removing ${kind} ${name}\n`);
  try {
    yield* api.delete(pathOf(`${kind}s`, id));
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    yield* self.printError(`Failed to remove ${kind} ${id}: ${messageOf(error)}`);
    return false;
  }
}
