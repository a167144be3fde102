import type { ConfigSpec, SecretSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Filters } from '../api/filters.ts';
import { versionOf } from '../api/query.ts';
import { objectBody, type Answer, type Call, type Route } from '../api/router.ts';
import type { Daemon } from '../daemon.ts';
import { presentConfig, presentSecret } from '../present/node.ts';

const known = ['name', 'names', 'id', 'label'];

/** /secrets and /configs: the same routes over two kinds (models moby daemon/cluster/secrets.go, configs.go). */
export function secretRoutes(daemon: Daemon): Route[] {
  const { swarm } = daemon;
  const kinds = [
    {
      kind: 'secret',
      path: '/secrets',
      present: presentSecret,
      create: 'createSecret',
      update: 'updateSecret',
      type: 'swarm.SecretSpec',
    },
    {
      kind: 'config',
      path: '/configs',
      present: presentConfig,
      create: 'createConfig',
      update: 'updateConfig',
      type: 'swarm.ConfigSpec',
    },
  ] as const;

  return kinds.flatMap(({ kind, path, present, create, update, type }): Route[] => [
    [
      'GET',
      path,
      function* (call): Co<Answer> {
        const filters = new Filters(call.query, known);
        const all = yield* swarm.control().list(kind);
        const wanted = all.filter(
          ({ id, spec }) =>
            filters.prefix('name', spec.Name) &&
            filters.is('names', spec.Name) &&
            filters.prefix('id', id) &&
            filters.labels('label', spec.Labels ?? {}),
        );
        return { body: wanted.map(present) };
      },
    ],
    [
      'POST',
      `${path}/create`,
      function* (call): Co<Answer> {
        const control = swarm.control();
        const spec = objectBody<SecretSpec & ConfigSpec>(call, type);
        const made = yield* control[create]({ ...spec, Labels: spec.Labels ?? {} });
        return { status: 201, body: { ID: made.id } };
      },
    ],
    [
      'GET',
      `${path}/{id}`,
      function* (call): Co<Answer> {
        return { body: present(yield* swarm.find(kind, call.id)) };
      },
    ],
    [
      'DELETE',
      `${path}/{id}`,
      function* (call): Co<Answer> {
        const control = swarm.control();
        yield* control.remove(kind, (yield* swarm.find(kind, call.id)).id);
        return { status: 204 };
      },
    ],
    [
      'POST',
      `${path}/{id}/update`,
      function* (call: Call): Co<Answer> {
        const control = swarm.control();
        const spec = objectBody<SecretSpec & ConfigSpec>(call, type);
        const version = versionOf(call.query);
        const object = yield* swarm.find(kind, call.id);
        yield* control[update](object.id, version, { ...spec, Labels: spec.Labels ?? {} });
        return { status: 200 };
      },
    ],
  ]);
}
