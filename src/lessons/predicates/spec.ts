import type { ServiceView } from '../../lab/index.ts';
import { serviceNamed } from './look.ts';
import { messages, none } from './messages.ts';
import { compare, met, plain, unmet, type Comparison, type Predicate } from './predicate.ts';

type Value = string | number | undefined;
type Spec = ServiceView['spec'];

const update = (spec: Spec): NonNullable<Spec['UpdateConfig']> | undefined => spec.UpdateConfig;
const container = (spec: Spec): NonNullable<Spec['TaskTemplate']['ContainerSpec']> | undefined =>
  spec.TaskTemplate.ContainerSpec;

/** Fields of a service's spec, by the name that a learner sees. Durations are nanoseconds and memory is bytes. */
const fields = {
  replicas: (spec: Spec): Value => spec.Mode.Replicated?.Replicas,
  'restart.condition': (spec: Spec): Value => spec.TaskTemplate.RestartPolicy?.Condition ?? 'any',
  'restart.delay': (spec: Spec): Value => spec.TaskTemplate.RestartPolicy?.Delay ?? 5e9,
  'restart.maxAttempts': (spec: Spec): Value => spec.TaskTemplate.RestartPolicy?.MaxAttempts ?? 0,
  'update.delay': (spec: Spec): Value => update(spec)?.Delay ?? 0,
  'update.parallelism': (spec: Spec): Value => update(spec)?.Parallelism ?? 1,
  'update.order': (spec: Spec): Value => update(spec)?.Order ?? 'stop-first',
  'update.failureAction': (spec: Spec): Value => update(spec)?.FailureAction ?? 'pause',
  'limits.memory': (spec: Spec): Value => spec.TaskTemplate.Resources?.Limits?.MemoryBytes,
  'reservations.memory': (spec: Spec): Value => spec.TaskTemplate.Resources?.Reservations?.MemoryBytes,
  'placement.maxPerNode': (spec: Spec): Value => spec.TaskTemplate.Placement?.MaxReplicas,
  'endpoint.mode': (spec: Spec): Value => spec.EndpointSpec?.Mode ?? 'vip',
  'health.command': (spec: Spec): Value => container(spec)?.Healthcheck?.Test?.slice(1).join(' '),
  image: (spec: Spec): Value => container(spec)?.Image?.split('@')[0],
} as const;

export type SpecField = keyof typeof fields;

const units: readonly (readonly [number, string])[] = [
  [3600e9, 'h'],
  [60e9, 'm'],
  [1e9, 's'],
  [1e6, 'ms'],
];

/** A field's value as a flag takes it: `10s` for a delay. */
function shown(field: SpecField, value: Value): Value {
  if (!field.endsWith('.delay') || typeof value !== 'number') return value;
  const unit = units.find(([size]) => value >= size && value % size === 0);
  return unit ? `${value / unit[0]}${unit[1]}` : `${value / 1e9}s`;
}

/**
 * A field of a service's spec compared with a value; texts know `=` and `!=` only, and `undefined` is a field not set.
 * @param want durations in nanoseconds, memory in bytes
 */
export function spec(S: string, path: SpecField, operator: Comparison, want: Value): Predicate {
  return plain(`spec(${S},${path}${operator}${shown(path, want) ?? 'unset'})`, (now) => {
    const service = serviceNamed(now, S);
    if (!service) return unmet(messages.missing, { S });
    const have = fields[path](service.spec);
    const holds =
      typeof have === 'number' && typeof want === 'number'
        ? compare(have, operator, want)
        : (have === want) === (operator === '=');
    return holds ? met : unmet(messages.spec, { S, path, have: shown(path, have) ?? none });
  });
}

/** A service label or a variable of its containers' environment has a value. */
export function has(S: string, kind: 'label' | 'env', key: string, want: string): Predicate {
  return plain(`spec(${S},${kind} ${key}=${want})`, (now) => {
    const service = serviceNamed(now, S);
    if (!service) return unmet(messages.missing, { S });
    const have =
      kind === 'label'
        ? service.spec.Labels[key]
        : container(service.spec)
            ?.Env?.find((line) => line.startsWith(`${key}=`))
            ?.slice(key.length + 1);
    return have === want ? met : unmet(messages.spec, { S, path: key, have: have ?? none });
  });
}
