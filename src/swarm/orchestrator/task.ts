import type { TaskSpec } from '../../api/index.ts';
import type { Chance } from '../../sim/index.ts';
import type { Node, Service, Task } from '../objects.ts';
import { same } from '../same.ts';
import { matches, parseConstraints } from '../scheduler/constraint.ts';
import { isJob } from '../service.ts';
import type { Transaction } from '../store/transaction.ts';

/** The tasks of one place of a service: of a slot, or of a node for global services. */
export type Slot = readonly Task[];

/** Creates a task of a service (models moby/swarmkit manager/orchestrator.NewTask). */
export function createTask(
  tx: Transaction,
  chance: Chance,
  service: Service,
  place: { slot?: number; nodeId?: string; ready?: boolean },
): Task {
  const { slot = 0, nodeId = '', ready = false } = place;
  const { TaskTemplate, EndpointSpec, Name } = service.spec;
  const logDriver = TaskTemplate.LogDriver ?? tx.cluster.spec.TaskDefaults.LogDriver;
  const job = isJob(service.spec);
  return tx.create('task', {
    id: chance.id('task', `${service.id}.${slot || nodeId}`),
    serviceId: service.id,
    serviceName: Name,
    slot,
    nodeId,
    spec: logDriver ? { ...TaskTemplate, LogDriver: logDriver } : TaskTemplate,
    specVersion: service.specVersion,
    status: {
      timestamp: tx.now,
      state: 'new',
      message: 'created',
      err: '',
      container: undefined,
      ports: [],
      appliedAt: 0,
    },
    desiredState: ready ? 'ready' : job ? 'complete' : 'running',
    networks: [],
    endpoint: EndpointSpec && { spec: EndpointSpec, ports: [], virtualIps: [] },
    jobIteration: job ? (service.jobStatus?.iteration ?? 0) : undefined,
  });
}

/** A node whose tasks must go elsewhere. */
export const invalidNode = (node: Node | undefined): boolean =>
  !node || node.status.state === 'down' || node.spec.Availability === 'drain';

export const nodeMatches = (spec: TaskSpec, node: Node): boolean =>
  parseConstraints(spec.Placement?.Constraints).every((constraint) => matches(constraint, node));

/** The service's task template as a task would hold it: cluster defaults filled in by the task count as its own. */
function template(service: Service, task: Task): TaskSpec {
  const spec = service.spec.TaskTemplate;
  return spec.LogDriver || !task.spec.LogDriver ? spec : { ...spec, LogDriver: task.spec.LogDriver };
}

/** Whether a task must be replaced to meet its service's spec (models moby/swarmkit orchestrator.IsTaskDirty). */
export function isDirty(service: Service, task: Task, node: Node | undefined): boolean {
  if (service.specVersion === task.specVersion) return false;
  const wanted = template(service, task);
  if (node && !same(wanted, task.spec) && nodeMatches(wanted, node)) {
    const { Placement: _, ...rest } = wanted;
    const { Placement: __, ...others } = task.spec;
    if (same(rest, others)) return !same(service.spec.EndpointSpec, task.endpoint?.spec);
  }
  return (
    !same(wanted, task.spec) || (task.endpoint !== undefined && !same(service.spec.EndpointSpec, task.endpoint.spec))
  );
}
