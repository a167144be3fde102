import { ApiError, type ContainerCreate, type HostConfig } from '../../api/index.ts';
import { sleep, wait, type Co } from '../../sim/index.ts';
import { Filters } from '../api/filters.ts';
import { flag } from '../api/query.ts';
import { objectBody, type Answer, type Call, type Route } from '../api/router.ts';
import { lasts, type Daemon } from '../daemon.ts';
import { attach } from './attach.ts';
import type { Container } from './container.ts';
import { checkName, createContainer } from './create.ts';
import { changesOf, listContainers } from './list.ts';
import { containerLogs, stats, top } from './look.ts';
import { inspect } from './present.ts';
import { removeContainer } from './remove.ts';
import { killContainer, pause, startContainer, stopContainer, unpause } from './run.ts';
import { parseSignal } from './signals.ts';

/** 304: the container is as asked already. */
const unchanged: Answer = { status: 304 };
const done: Answer = { status: 204 };

/** /containers (models moby daemon and api/server/router/container). */
export function containerRoutes(daemon: Daemon): Route[] {
  /** A route about one container. */
  const on = (method: string, path: string, handler: (container: Container, call: Call) => Co<Answer>): Route => [
    method,
    `/containers/{id}${path}`,
    (call) => handler(found(call.id, path), call),
  ];
  const found = (id: string, path: string): Container => {
    const container = daemon.containers.find(id);
    if (container) return container;
    throw new ApiError(404, `${path === '/kill' ? `Cannot kill container: ${id}: ` : ''}No such container: ${id}`);
  };
  /** Its answer needs no waiting. */
  const look = (path: string, answer: (container: Container, call: Call) => Answer): Route =>
    on('GET', path, function* (container, call) {
      return answer(container, call);
    });

  function* create(call: Call): Co<Answer> {
    const body = objectBody<ContainerCreate>(call, 'container.CreateRequest');
    yield* sleep(daemon.clock, lasts(daemon, 'create', 20, 50));
    const container = createContainer(daemon, call.query.get('name') ?? '', body);
    return { status: 201, body: { Id: container.id, Warnings: [] } };
  }

  return [
    [
      'GET',
      '/containers/json',

      function* (call) {
        return { body: listContainers(daemon, call.query) };
      },
    ],
    ['POST', '/containers/create', create],
    ['POST', '/containers/prune', (call) => prune(daemon, call)],
    look('/json', (container) => ({ body: inspect(daemon, container) })),
    look('/logs', (container, call) => containerLogs(daemon, container, call)),
    look('/top', (container) => ({ body: top(container) })),
    look('/stats', (container, call) => stats(daemon, container, call)),
    look('/changes', (container) => ({ body: changesOf(daemon, container) })),
    on('POST', '/start', function* (container) {
      if (container.status === 'paused')
        throw new ApiError(409, 'cannot start a paused container, try unpause instead');
      if (container.running) return unchanged;
      yield* startContainer(daemon, container);
      return done;
    }),
    on('POST', '/stop', function* (container, { query }) {
      if (!container.running && container.status !== 'restarting') return unchanged;
      yield* stopContainer(daemon, container, { timeout: seconds(query.get('t')), signal: query.get('signal') });
      return done;
    }),
    on('POST', '/restart', function* (container, { query }) {
      yield* stopContainer(daemon, container, { timeout: seconds(query.get('t')), signal: query.get('signal') });
      yield* startContainer(daemon, container);
      daemon.events.emit('container', 'restart', container.id, container.attributes());
      return done;
    }),
    on('POST', '/kill', function* (container, { id, query }) {
      const signal = parseSignal(query.get('signal') || 'SIGKILL');
      if (!container.running)
        throw new ApiError(409, `cannot kill container: ${id}: container ${container.id} is not running`);
      container.manuallyStopped = true;
      killContainer(daemon, container, signal);
      if (signal === 'SIGKILL' && container.running) yield* ended(container);
      return done;
    }),

    on('POST', '/pause', function* (container) {
      if (!container.running) throw new ApiError(409, `container ${container.id} is not running`);
      if (container.status === 'paused') throw new ApiError(409, `container ${container.id} is already paused`);
      pause(daemon, container);
      return done;
    }),

    on('POST', '/unpause', function* (container) {
      if (container.status !== 'paused') throw new ApiError(409, `Container ${container.id} is not paused`);
      unpause(daemon, container);
      return done;
    }),

    on('POST', '/rename', function* (container, { query }) {
      const name = query.get('name') ?? '';
      if (name === '') throw new ApiError(400, 'Neither old nor new names may be empty');
      if (name === container.name)
        throw new ApiError(400, 'Renaming a container with the same name as its current name');
      checkName(daemon, name);
      checkRename(container, name);
      const old = container.name;
      container.name = name;
      daemon.events.emit('container', 'rename', container.id, container.attributes({ oldName: `/${old}` }));
      return done;
    }),

    on('POST', '/update', function* (container, call) {
      const { RestartPolicy, ...limits } = objectBody<HostConfig>(call, 'container.UpdateConfig');
      checkMemory(container, limits);
      Object.assign(container.hostConfig, Object.fromEntries(Object.entries(limits).filter(([, value]) => value)));
      if (RestartPolicy?.Name) container.hostConfig.RestartPolicy = RestartPolicy;
      daemon.events.emit('container', 'update', container.id, container.attributes());
      return { body: { Warnings: [] } };
    }),
    on('POST', '/wait', function* (container, { query }) {
      const wish = query.get('condition') ?? 'not-running';
      if (wish !== 'not-running' || container.running) yield* ended(container, wish === 'removed' ? 'dead' : undefined);
      return { body: { StatusCode: container.exitCode } };
    }),

    on('POST', '/attach', function* (container, { query, input }) {
      const options = { logs: flag(query, 'logs'), stream: flag(query, 'stream'), stdin: flag(query, 'stdin') };
      return { stream: attach(daemon, container, options, input) };
    }),

    on('POST', '/resize', function* (container, { query }) {
      container.terminal?.resize(Number(query.get('w') ?? 80), Number(query.get('h') ?? 24));
      return { status: 200 };
    }),
    on('DELETE', '', function* (container, { query }) {
      yield* removeContainer(daemon, container, { force: flag(query, 'force'), volumes: flag(query, 'v') });
      return done;
    }),
    ...(['GET', 'PUT', 'HEAD'] as const).map((method) =>
      on(method, '/archive', function* () {
        throw new ApiError(501, 'docker cp is not emulated: use docker exec with cat and a redirection');
      }),
    ),
  ];
}

/** A running container on a network of the swarm is known there by its name (libnetwork's endpoint table). */
function checkRename(container: Container, name: string): void {
  const endpoint =
    container.running && [...container.endpoints.values()].find(({ networkId }) => networkId.length === 25);
  if (endpoint)
    throw new ApiError(
      500,
      `Could not add service state for endpoint ${name} to cluster on rename: cannot create entry in table endpoint_table with network id ${endpoint.networkId} and key ${endpoint.id}, already exists`,
    );
}

/** Memory may not outgrow the limit on memory and swap, which is twice the memory given at creation (moby UpdateContainer). */
function checkMemory(container: Container, { Memory = 0, MemorySwap = 0 }: HostConfig): void {
  const swap = Number(container.hostConfig['MemorySwap'] ?? 0) || 2 * (container.hostConfig.Memory ?? 0);
  if (Memory > swap && MemorySwap === 0)
    throw new ApiError(
      409,
      `Cannot update container ${container.id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
    );
}

const seconds = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** Waits for the next end of a container, or for its removal; one that is not running yet is waited for as well. */
function* ended(container: Container, wish?: 'dead'): Co<void> {
  yield* wait<void>((resume) => {
    const cancel = container.changed.subscribe(({ status }) => {
      if (wish ? status !== wish : !['exited', 'dead'].includes(status)) return;
      cancel();
      resume.value();
    });
    return cancel;
  });
}

function* prune(daemon: Daemon, { query }: Call): Co<Answer> {
  const filters = new Filters(query, ['label', 'label!', 'until']);
  const gone: string[] = [];
  for (const container of daemon.containers.all) {
    if (container.running || container.ties || !filters.labels('label', container.config.Labels)) continue;
    yield* removeContainer(daemon, container, { force: false, volumes: false });
    gone.push(container.id);
  }
  return { body: { ContainersDeleted: gone.length > 0 ? gone : null, SpaceReclaimed: 0 } };
}
