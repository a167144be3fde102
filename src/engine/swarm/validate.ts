import { ApiError, type NodeSpec, type ServiceSpec, type TaskSpec, type UpdateConfig } from '../../api/index.ts';

const invalid = (message: string): ApiError => new ApiError(400, message);

const oneOf = (value: string | undefined, allowed: string, message: (value: string) => string): void => {
  if (value && !allowed.split(' ').includes(value)) throw invalid(message(value));
};

/** What the daemon refuses before SwarmKit sees it (moby daemon/cluster/convert). Throws ApiError 400. */
export function validateService(spec: ServiceSpec): void {
  const modes = Object.values(spec.Mode).filter((mode) => mode !== undefined && mode !== null);
  if (modes.length > 1) throw invalid('must specify only one service mode');
  validateUpdate(spec.UpdateConfig);
  validateUpdate(spec.RollbackConfig);
  oneOf(spec.EndpointSpec?.Mode, 'vip dnsrr', (mode) => `invalid resolution mode: ${JSON.stringify(mode)}`);
  validateTask(spec.TaskTemplate);
}

function validateUpdate(config: UpdateConfig | undefined): void {
  oneOf(config?.FailureAction, 'pause continue rollback', (action) => `unrecognized update failure action ${action}`);
  oneOf(config?.Order, 'stop-first start-first', (order) => `unrecognized update order ${order}`);
}

function validateTask(task: TaskSpec): void {
  oneOf(
    task.RestartPolicy?.Condition,
    'none on-failure any',
    (value) => `invalid RestartCondition: ${JSON.stringify(value)}`,
  );
  for (const mount of task.ContainerSpec?.Mounts ?? [])
    oneOf(mount.Type, 'bind volume tmpfs npipe cluster image', (type) => `invalid MountType: ${JSON.stringify(type)}`);
  oneOf(
    task.ContainerSpec?.Isolation,
    'default process hyperv',
    (value) => `invalid Isolation: ${JSON.stringify(value)}`,
  );
}

/** Throws 400 for a role or availability that there is not. */
export function validateNode(spec: NodeSpec): void {
  oneOf(spec.Role, 'worker manager', (role) => `invalid Role: ${JSON.stringify(role)}`);
  oneOf(spec.Availability, 'active pause drain', (value) => `invalid Availability: ${JSON.stringify(value)}`);
}

/** `CAP_NET_ADMIN` from `net_admin`; sorted, each once. */
export function normalCapabilities(list: readonly string[]): string[] {
  const names = list
    .map((name) => name.toUpperCase())
    .map((name) => (name === 'ALL' || name.startsWith('CAP_') ? name : `CAP_${name}`));
  return [...new Set(names)].sort();
}
