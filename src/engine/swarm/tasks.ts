import { ApiError } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { isDirty } from '../../swarm/index.ts';
import { Filters } from '../api/filters.ts';
import type { Answer, Call, Route } from '../api/router.ts';
import type { Daemon } from '../daemon.ts';
import { presentTask } from '../present/task.ts';
import { serviceLogs } from './logs.ts';
import { taskName } from './side.ts';

const known = ['name', 'id', 'label', 'service', 'node', 'desired-state', 'runtime', '_up-to-date'];
const states =
  'new allocated pending assigned accepted preparing ready starting running complete shutdown failed rejected remove orphaned'.split(
    ' ',
  );

/** /tasks (models moby daemon/cluster/tasks.go). */
export function taskRoutes(daemon: Daemon): Route[] {
  const { swarm } = daemon;

  function* list(call: Call): Co<Answer> {
    const control = swarm.control();
    const filters = new Filters(call.query, known);
    filters.check('desired-state', states, (value) => `Invalid desired-state filter: '${value}'`);
    const services: string[] = [];
    for (const name of filters.get('service')) services.push((yield* swarm.find('service', name)).id);
    const nodes: string[] = [];
    for (const name of filters.get('node'))
      nodes.push((yield* swarm.find('node', name === 'self' ? swarm.member.nodeId : name)).id);
    const serviceOf = new Map((yield* control.list('service')).map((service) => [service.id, service]));
    const nodeOf = new Map((yield* control.list('node')).map((node) => [node.id, node]));
    const tasks = (yield* control.list('task')).filter((task) => {
      const service = serviceOf.get(task.serviceId);
      const upToDate = service !== undefined && !isDirty(service, task, nodeOf.get(task.nodeId));
      return (
        (services.length === 0 || services.includes(task.serviceId)) &&
        (nodes.length === 0 || nodes.includes(task.nodeId)) &&
        filters.prefix('id', task.id) &&
        filters.prefix('name', taskName(task)) &&
        filters.labels('label', task.spec.ContainerSpec?.Labels ?? {}) &&
        filters.is('desired-state', task.desiredState) &&
        filters.is('runtime', 'container') &&
        filters.any('_up-to-date', (value) => ['1', 'true'].includes(value) === upToDate)
      );
    });
    return { body: tasks.map(presentTask) };
  }

  return [
    ['GET', '/tasks', list],
    [
      'GET',
      '/tasks/{id}',
      function* (call) {
        return { body: presentTask(yield* swarm.find('task', call.id)) };
      },
    ],
    [
      'GET',
      '/tasks/{id}/logs',
      function* (call) {
        const task = yield* swarm.find('task', call.id);
        if (task.nodeId === '') throw new ApiError(500, `task ${task.id} has not been scheduled`);
        return yield* serviceLogs(daemon, call, { taskIds: [task.id] }, task.spec.ContainerSpec?.TTY ?? false);
      },
    ],
  ];
}
