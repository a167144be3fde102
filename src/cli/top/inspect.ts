import type { Co } from '../../sim/index.ts';
import { DaemonError, Failure } from '../failure.ts';
import { inspect } from '../inspect.ts';
import { nodeReference } from '../node/self.ts';
import { pathOf } from '../service/find.ts';
import type { Call, Command } from '../spec.ts';

/** Where each kind of object is asked for, in the order in which an object without `--type` is looked for. */
const kinds: Readonly<Record<string, (call: Call, name: string) => Co<unknown>>> = {
  container: ({ api, flags }, name) => api.get(pathOf('containers', name, '/json'), { size: flags.is('size') }),
  image: ({ api }, name) => api.get(`/images/${encodeURI(name)}/json`),
  network: ({ api }, name) => api.get(pathOf('networks', name)),
  volume: ({ api }, name) => api.get(pathOf('volumes', name)),
  service: ({ api }, name) => api.get(pathOf('services', name)),
  task: ({ api }, name) => api.get(pathOf('tasks', name)),
  node: function* (call, name) {
    return yield* call.api.get(pathOf('nodes', yield* nodeReference(call, name)));
  },
  plugin: ({ api }, name) => api.get(pathOf('plugins', name, '/json')),
  secret: ({ api }, name) => api.get(pathOf('secrets', name)),
  config: ({ api }, name) => api.get(pathOf('configs', name)),
};

/** `docker inspect`, of anything; the first kind that has the name wins. */
export const inspectAny: Command = function* (call) {
  const type = call.flags.text('type');
  if (call.flags.has('type') && type === '')
    throw new Failure(
      'type is empty: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"',
    );
  const find = kinds[type];
  if (type !== '' && !find)
    throw new Failure(
      `unknown type: ${JSON.stringify(type)}: must be one of ${Object.keys(kinds)
        .sort()
        .map((each) => JSON.stringify(each))
        .join(', ')}`,
    );
  yield* inspect(call, (name) => (find ? find(call, name) : findAny(call, name)));
};

function* findAny(call: Call, name: string): Co<unknown> {
  for (const find of Object.values(kinds)) {
    try {
      return yield* find(call, name);
    } catch (error) {
      if (!(error instanceof DaemonError) || !mayBeElsewhere(error)) throw error;
    }
  }
  throw new Failure(`Error: No such object: ${name}`);
}

/** Not here, or nothing that this node could know of. */
const mayBeElsewhere = ({ status, reason }: DaemonError): boolean =>
  [400, 404, 500, 501].includes(status) || (status === 503 && reason.includes('not a swarm manager'));
