import type {
  ContainerSpec,
  EndpointSpec,
  HealthConfig,
  ServiceSpec,
  TaskSpec,
  UpdateConfig,
} from '../../api/index.ts';
import { parseConstraints } from '../scheduler/constraint.ts';
import { isJob } from '../service.ts';
import { fail, invalid } from './errors.ts';

const SERVICE_NAME = /^[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*$/;
const MIN_CPU = 1e6;
const MIN_MEMORY = 4 * 1024 * 1024;
const MIN_HEALTH = 1e6;
/** distribution/reference: domain, path components, tag, digest. */
const IMAGE =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?$/;

export function validateServiceName(name: string): void {
  if (name === '') invalid('meta: name must be provided');
  if (!SERVICE_NAME.test(name)) invalid('name must be valid as a DNS name component');
  if (name.length > 63) invalid('name must be 63 characters or fewer');
}

/** Throws SwarmErrors in the order of moby/swarmkit manager/controlapi validateServiceSpec. */
export function validateService(spec: ServiceSpec): void {
  validateServiceName(spec.Name);
  validateTask(spec.TaskTemplate);
  const { Replicated, ReplicatedJob } = spec.Mode;
  if ((Replicated?.Replicas ?? 0) < 0) invalid('Number of replicas must be non-negative');
  if ((ReplicatedJob?.MaxConcurrent ?? 0) < 0) invalid('Maximum concurrent jobs must not be negative');
  if ((ReplicatedJob?.TotalCompletions ?? 0) < 0) invalid('Total completed jobs must not be negative');
  if (!isJob(spec)) validateUpdate(spec.UpdateConfig);
  else if (spec.UpdateConfig) invalid('Jobs may not have an update config');
  validateEndpoint(spec.EndpointSpec);
}

function validateTask(spec: TaskSpec): void {
  for (const amount of [spec.Resources?.Limits, spec.Resources?.Reservations]) {
    const { NanoCPUs = 0, MemoryBytes = 0 } = amount ?? {};
    if (NanoCPUs !== 0 && NanoCPUs < MIN_CPU)
      invalid(`invalid cpu value ${String(NanoCPUs / 1e9)}: Must be at least 0.001`);
    if (MemoryBytes !== 0 && MemoryBytes < MIN_MEMORY)
      invalid(`invalid memory value ${String(MemoryBytes)}: Must be at least 4MiB`);
  }
  if ((spec.RestartPolicy?.Delay ?? 0) < 0) invalid('TaskSpec: restart-delay cannot be negative');
  if ((spec.RestartPolicy?.Window ?? 0) < 0) invalid('TaskSpec: restart-window cannot be negative');
  try {
    parseConstraints(spec.Placement?.Constraints);
  } catch (error) {
    fail('Unknown', (error as Error).message);
  }
  const container = spec.ContainerSpec ?? invalid('TaskSpec: missing runtime');
  validateContainer(container);
  validateReferences(container, 'Secrets', 'secret');
  validateReferences(container, 'Configs', 'config');
}

function validateContainer({ Image = '', Mounts = [], Healthcheck }: ContainerSpec): void {
  if (Image === '') invalid('ContainerSpec: image reference must be provided');
  if (!IMAGE.test(Image)) invalid(`ContainerSpec: "${Image}" is not a valid repository/tag`);
  const targets = new Set<string>();
  for (const { Target } of Mounts) {
    if (targets.has(Target)) invalid(`ContainerSpec: duplicate mount point: ${Target}`);
    targets.add(Target);
  }
  validateHealth(Healthcheck);
}

function validateHealth(health: HealthConfig | undefined): void {
  for (const field of ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const) {
    const value = health?.[field] ?? 0;
    if (value !== 0 && value < MIN_HEALTH) invalid(`ContainerSpec: ${field} in HealthConfig cannot be less than 1ms`);
  }
  if ((health?.Retries ?? 0) < 0) invalid('ContainerSpec: Retries in HealthConfig cannot be negative');
}

function validateReferences(container: ContainerSpec, list: 'Secrets' | 'Configs', kind: 'secret' | 'config'): void {
  const targets = new Map<string, string>();
  for (const reference of container[list] ?? []) {
    const id = 'SecretID' in reference ? reference.SecretID : reference.ConfigID;
    const name = 'SecretName' in reference ? reference.SecretName : reference.ConfigName;
    if (id === '' || name === '') invalid(`malformed ${kind} reference`);
    const target = reference.File?.Name;
    if (target === undefined) {
      if ('Runtime' in reference) continue;
      invalid(`malformed ${kind} reference, no target provided`);
    }
    if (target === '') invalid(`malformed file ${kind} reference, invalid target file name provided`);
    const other = targets.get(target as string);
    if (other !== undefined)
      invalid(`${kind} references '${other}' and '${name}' have a conflicting target: '${target as string}'`);
    targets.set(target as string, name);
  }
}

function validateUpdate(config: UpdateConfig | undefined): void {
  if (!config) return;
  if ((config.Delay ?? 0) < 0) invalid('TaskSpec: update-delay cannot be negative');
  if ((config.Monitor ?? 0) < 0) invalid('TaskSpec: update-monitor cannot be negative');
  if (config.MaxFailureRatio < 0 || config.MaxFailureRatio > 1)
    invalid('TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1');
}

function validateEndpoint(spec: EndpointSpec | undefined): void {
  const ports = spec?.Ports ?? [];
  if (spec?.Mode === 'dnsrr' && ports.some((port) => port.PublishMode !== 'host'))
    invalid("EndpointSpec: port published with ingress mode can't be used with dnsrr mode");
  const seen = new Set<string>();
  for (const { PublishedPort = 0, Protocol = 'tcp' } of ports) {
    const key = `${String(PublishedPort)}/${Protocol}`;
    if (PublishedPort !== 0 && seen.has(key)) invalid('EndpointSpec: duplicate published ports provided');
    seen.add(key);
  }
}
