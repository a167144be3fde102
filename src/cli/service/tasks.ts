import type { Service } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import { filtersOf, withFilter } from '../filters.ts';
import { resolveNodes } from '../node/self.ts';
import type { Call, Command } from '../spec.ts';
import { showTasks } from '../tasks.ts';

/** `docker service ps`; models docker/cli command/service/ps. */
export const listTasks: Command = function* (call) {
  const { ids, missing } = yield* findServices(call);
  if (ids.length === 0) throw new Failure(missing.join('\n'));
  const filters = yield* resolveNodes(call, withFilter(filtersOf(call.flags), 'service', ...ids));
  yield* showTasks(call, yield* call.api.get('/tasks', { filters }), call.flags.is('quiet'));
  if (missing.length > 0) throw new Failure(missing.join('\n'));
};

/** The IDs behind names, IDs and prefixes of IDs. */
function* findServices({ api, args }: Call): Co<{ ids: string[]; missing: string[] }> {
  const byId = yield* api.get<Service[]>('/services', { filters: { id: args } });
  const named = yield* api.get<Service[]>('/services', { filters: { name: args } });
  const ids: string[] = [];
  const missing: string[] = [];
  for (const name of args) {
    const exact = byId.find(({ ID }) => ID === name) ?? named.find(({ Spec }) => Spec.Name === name);
    const prefixed = exact ? [exact] : byId.filter(({ ID }) => ID.startsWith(name));
    if (prefixed.length > 1) throw new Failure(`multiple services found with provided prefix: ${name}`);
    if (prefixed[0]) ids.push(prefixed[0].ID);
    else missing.push(`no such service: ${name}`);
  }
  return { ids, missing };
}
