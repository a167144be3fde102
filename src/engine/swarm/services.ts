import { ApiError, type ServiceMode, type ServiceSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Service } from '../../swarm/objects.ts';
import { Filters } from '../api/filters.ts';
import { flag, versionOf } from '../api/query.ts';
import { objectBody, type Answer, type Call, type Route } from '../api/router.ts';
import { randomName } from '../containers/names.ts';
import type { Daemon } from '../daemon.ts';
import { predefined } from '../networks/store.ts';
import { presentService } from '../present/service.ts';
import { serviceLogs } from './logs.ts';
import { serviceSpec, shaped } from './shape.ts';
import { normalCapabilities, validateService } from './validate.ts';

const known = ['name', 'id', 'label', 'mode', 'runtime'];

const modeOf = ({ Mode }: ServiceSpec): string =>
  Mode.Global ? 'global' : Mode.ReplicatedJob ? 'replicated-job' : Mode.GlobalJob ? 'global-job' : 'replicated';

/** Counts that were not given are 1; a job's completions are as many as may run at once. */
function completeMode(mode: ServiceMode): ServiceMode {
  if (mode.Global || mode.GlobalJob) return mode;
  if (!mode.ReplicatedJob) return { Replicated: { Replicas: 1, ...mode.Replicated } };
  const MaxConcurrent = mode.ReplicatedJob.MaxConcurrent ?? 1;
  return { ReplicatedJob: { MaxConcurrent, TotalCompletions: mode.ReplicatedJob.TotalCompletions ?? MaxConcurrent } };
}

/** /services (models moby daemon/cluster/services.go). */
export function serviceRoutes(daemon: Daemon): Route[] {
  const { swarm } = daemon;

  function* list(call: Call): Co<Answer> {
    const control = swarm.control();
    const filters = new Filters(call.query, known);
    const services = (yield* control.list('service')).filter(
      ({ id, spec }) =>
        filters.prefix('name', spec.Name) &&
        filters.prefix('id', id) &&
        filters.labels('label', spec.Labels ?? {}) &&
        filters.is('mode', modeOf(spec)) &&
        filters.is('runtime', 'container'),
    );
    if (!flag(call.query, 'status')) return { body: services.map((service) => presentService(service)) };
    const statuses = yield* control.serviceStatuses(services.map(({ id }) => id));
    return {
      body: services.map((service) => {
        const { running = 0, desired = 0, completed = 0 } = statuses.get(service.id) ?? {};
        const ServiceStatus = { RunningTasks: running, DesiredTasks: desired, CompletedTasks: completed };
        const { JobStatus, ...rest } = presentService(service);
        return { ...rest, ServiceStatus, ...(JobStatus ? { JobStatus } : {}) };
      }),
    };
  }

  function* create(call: Call): Co<Answer> {
    const control = swarm.control();
    const spec = yield* prepare(objectBody<ServiceSpec>(call, 'swarm.ServiceSpec'));
    const taken = (yield* control.list('service')).map((service) => service.spec.Name);
    const Name = spec.Name || randomName(daemon.chance, (name) => taken.includes(name));
    const service = yield* control.createService({ ...spec, Name });
    return { status: 201, body: { ID: service.id } };
  }

  function* update(call: Call): Co<Answer> {
    const control = swarm.control();
    const spec = yield* prepare(objectBody<ServiceSpec>(call, 'swarm.ServiceSpec'));
    const version = versionOf(call.query);
    const current = yield* swarm.find('service', call.id);
    const rollback = call.query.get('rollback') ?? '';
    if (rollback !== '' && rollback !== 'previous') throw new ApiError(400, 'unrecognized rollback option ' + rollback);
    yield* control.updateService(current.id, version, spec, rollback === 'previous' ? { rollback } : {});
    return { body: {} };
  }

  /** Checks a spec and brings it into its shape; networks are told by ID from here on. */
  function* prepare(given: ServiceSpec): Co<ServiceSpec> {
    const spec = shaped(given, serviceSpec) as unknown as ServiceSpec;
    validateService(spec);
    const task = spec.TaskTemplate;
    const container = task.ContainerSpec;
    const { CapabilityAdd, CapabilityDrop } = container ?? {};
    const networks = task.Networks ?? spec.Networks ?? [];
    const resolved = [];
    for (const network of networks) resolved.push({ ...network, Target: yield* networkId(network.Target) });
    const { Networks: _deprecated, ...rest } = spec;
    return {
      ...rest,
      TaskTemplate: {
        ...task,
        ...(container
          ? {
              ContainerSpec: {
                ...container,
                Isolation: container.Isolation ?? 'default',
                ...(CapabilityAdd ? { CapabilityAdd: normalCapabilities(CapabilityAdd) } : {}),
                ...(CapabilityDrop ? { CapabilityDrop: normalCapabilities(CapabilityDrop) } : {}),
              },
            }
          : {}),
        ...(resolved.length > 0 ? { Networks: resolved } : {}),
        Runtime: 'container',
      },
      Mode: completeMode(spec.Mode),
    };
  }

  function* networkId(target: string): Co<string> {
    const local = daemon.networks.named(target) ?? daemon.networks.byId(target);
    if (local && predefined.includes(local.name)) {
      // The swarm knows twins of these two, which are on every node.
      if (local.name !== 'none') return local.name;
      throw new ApiError(404, 'could not find the corresponding predefined swarm network: network none not found');
    }
    if (local?.scope === 'local')
      throw new ApiError(
        403,
        `The network ${local.name} cannot be used with services. Only networks scoped to the swarm can be used, such as those created with the overlay driver.`,
      );
    return (yield* swarm.find('network', target)).id;
  }

  const one = (call: Call): Co<Service> => swarm.find('service', call.id);

  return [
    ['GET', '/services', list],
    ['POST', '/services/create', create],
    [
      'GET',
      '/services/{id}',
      function* (call) {
        return { body: presentService(yield* one(call), flag(call.query, 'insertDefaults')) };
      },
    ],
    [
      'DELETE',
      '/services/{id}',
      function* (call) {
        yield* swarm.control().remove('service', (yield* one(call)).id);
        return { status: 200 };
      },
    ],
    ['POST', '/services/{id}/update', update],
    [
      'GET',
      '/services/{id}/logs',
      function* (call) {
        const service = yield* one(call);
        return yield* serviceLogs(
          daemon,
          call,
          { serviceIds: [service.id] },
          service.spec.TaskTemplate.ContainerSpec?.TTY ?? false,
        );
      },
    ],
  ];
}
