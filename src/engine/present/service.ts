import type { ServiceSpec } from '../../api/index.ts';
import { rfc3339 } from '../../sim/index.ts';
import type { Service } from '../../swarm/objects.ts';
import { endpointSpec, portConfig, serviceSpec, shaped } from '../swarm/shape.ts';
import { presentMeta } from './cluster.ts';

/** Answer of GET /services/{id}; `defaults` as `?insertDefaults=true` fills them in. */
export function presentService(service: Service, defaults = false): Record<string, unknown> {
  const { endpoint, updateStatus: update, jobStatus: job } = service;
  return {
    ...presentMeta(service),
    Spec: shaped(defaults ? withDefaults(service.spec) : service.spec, serviceSpec),
    ...(service.previousSpec ? { PreviousSpec: shaped(service.previousSpec, serviceSpec) } : {}),
    Endpoint: {
      Spec: shaped(hasEndpoint(service) ? endpoint?.spec : {}, endpointSpec),
      ...(endpoint?.ports.length ? { Ports: endpoint.ports.map((port) => shaped(port, portConfig)) } : {}),
      ...(endpoint?.virtualIps.length
        ? {
            VirtualIPs: endpoint.virtualIps.map(({ networkId, addr }) => ({
              NetworkID: networkId,
              ...(addr ? { Addr: addr } : {}),
            })),
          }
        : {}),
    },
    ...(update
      ? {
          UpdateStatus: {
            State: update.state,
            ...(update.startedAt === undefined ? {} : { StartedAt: rfc3339(update.startedAt) }),
            ...(update.completedAt === undefined ? {} : { CompletedAt: rfc3339(update.completedAt) }),
            Message: update.message,
          },
        }
      : {}),
    ...(job
      ? { JobStatus: { JobIteration: { Index: job.iteration }, LastExecution: rfc3339(job.lastExecution) } }
      : {}),
  };
}

/** The allocator writes an endpoint only where there is something to allocate. */
function hasEndpoint({ endpoint }: Service): boolean {
  return (endpoint?.ports.length ?? 0) > 0 || (endpoint?.virtualIps.length ?? 0) > 0 || endpoint?.spec.Mode === 'dnsrr';
}

const updateDefaults = {
  Parallelism: 1,
  FailureAction: 'pause',
  Monitor: 5_000_000_000,
  MaxFailureRatio: 0,
  Order: 'stop-first',
};

/** SwarmKit's defaults in the places where a spec says nothing (api/defaults InterpolateService). */
function withDefaults(spec: ServiceSpec): ServiceSpec {
  const { TaskTemplate: task } = spec;
  const container = task.ContainerSpec;
  const job = spec.Mode.ReplicatedJob !== undefined || spec.Mode.GlobalJob !== undefined;
  return {
    ...spec,
    TaskTemplate: {
      ...task,
      ...(container ? { ContainerSpec: { StopGracePeriod: 10_000_000_000, DNSConfig: {}, ...container } } : {}),
      Resources: { Limits: {}, Reservations: {}, ...task.Resources },
      RestartPolicy: { Condition: 'any', Delay: 5_000_000_000, MaxAttempts: 0, ...task.RestartPolicy },
      Placement: task.Placement ?? {},
    },
    Mode: spec.Mode.Replicated || spec.Mode.Global || job ? spec.Mode : { Replicated: { Replicas: 1 } },
    ...(job
      ? {}
      : {
          UpdateConfig: { ...updateDefaults, ...spec.UpdateConfig },
          RollbackConfig: { ...updateDefaults, ...spec.RollbackConfig },
        }),
  };
}
