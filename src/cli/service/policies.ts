import type { HealthConfig, ResourceRequirements, RestartPolicy, UpdateConfig } from '../../api/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import { omitEmpty } from '../format/omit.ts';

const seconds = 1e9;

/** The policy where any flag of it was given, on top of `base`; else nothing. */
export function updateConfigOf(
  flags: Flags,
  kind: 'update' | 'rollback',
  base: UpdateConfig = {
    Parallelism: 1,
    FailureAction: 'pause',
    Monitor: 5 * seconds,
    MaxFailureRatio: 0,
    Order: 'stop-first',
  },
): UpdateConfig | undefined {
  const names = ['parallelism', 'delay', 'monitor', 'failure-action', 'max-failure-ratio', 'order'];
  if (!flags.has(...names.map((name) => `${kind}-${name}`))) return undefined;
  const number = (name: string, otherwise = 0): number => flags.number(`${kind}-${name}`, otherwise);
  const { Parallelism, Delay, FailureAction, Monitor, MaxFailureRatio, Order } = base;
  const action = flags.text(`${kind}-failure-action`, FailureAction);
  const order = flags.text(`${kind}-order`, Order);
  return {
    Parallelism: number('parallelism', Parallelism),
    ...omitEmpty<Pick<UpdateConfig, 'Delay'>>({ Delay: number('delay', Delay) }),
    ...omitEmpty<Pick<UpdateConfig, 'FailureAction'>>({ FailureAction: action }),
    ...omitEmpty<Pick<UpdateConfig, 'Monitor'>>({ Monitor: number('monitor', Monitor) }),
    MaxFailureRatio: number('max-failure-ratio', MaxFailureRatio),
    ...omitEmpty<Pick<UpdateConfig, 'Order'>>({ Order: order }),
  };
}

/** The restart policy where any flag of it was given, on top of `base`. */
export function restartOf(
  flags: Flags,
  base: RestartPolicy = { Condition: 'any', Delay: 5 * seconds, MaxAttempts: 0 },
): RestartPolicy | undefined {
  if (!flags.has('restart-condition', 'restart-delay', 'restart-max-attempts', 'restart-window')) return undefined;
  const window = flags.get<number>('restart-window') ?? base.Window;
  return {
    Condition: flags.text('restart-condition', base.Condition),
    Delay: flags.number('restart-delay', base.Delay),
    MaxAttempts: flags.number('restart-max-attempts', base.MaxAttempts),
    ...(window === undefined ? {} : { Window: window }),
  };
}

/** Limits and reservations; both are always there. */
export function resourcesOf(flags: Flags, base: ResourceRequirements = {}): ResourceRequirements {
  const generic = flags.all('generic-resource').map(genericResource);
  return {
    Limits: omitEmpty<NonNullable<ResourceRequirements['Limits']>>({
      NanoCPUs: flags.number('limit-cpu', base.Limits?.NanoCPUs),
      MemoryBytes: flags.number('limit-memory', base.Limits?.MemoryBytes),
      Pids: flags.number('limit-pids', base.Limits?.Pids),
    }),
    Reservations: omitEmpty<NonNullable<ResourceRequirements['Reservations']>>({
      NanoCPUs: flags.number('reserve-cpu', base.Reservations?.NanoCPUs),
      MemoryBytes: flags.number('reserve-memory', base.Reservations?.MemoryBytes),
      GenericResources: generic.length > 0 ? generic : base.Reservations?.GenericResources,
    }),
  };
}

/** `gpu=2` counts, `gpu=UUID1` names. */
export function genericResource(text: string): {
  NamedResourceSpec?: { Kind: string; Value: string };
  DiscreteResourceSpec?: { Kind: string; Value: number };
} {
  const [kind = '', value, ...more] = text.split('=');
  if (value === undefined || more.length > 0)
    throw new Failure(`invalid generic-resource format \`${text}\` expected \`name=value\``);
  return /^-?\d+$/.test(value)
    ? { DiscreteResourceSpec: { Kind: kind, Value: Number(value) } }
    : { NamedResourceSpec: { Kind: kind, Value: value } };
}

/** The health check where any flag of it was given. */
export function healthOf(flags: Flags): HealthConfig | undefined {
  const command = flags.text('health-cmd');
  const names = ['interval', 'timeout', 'start-period', 'start-interval'].map((name) => `health-${name}`);
  const given = command !== '' || flags.has(...names) || flags.number('health-retries') !== 0;
  if (flags.is('no-healthcheck')) {
    if (given) throw new Failure('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return undefined;
  return omitEmpty<HealthConfig>({
    Test: command === '' ? undefined : ['CMD-SHELL', command],
    Interval: flags.number('health-interval'),
    Timeout: flags.number('health-timeout'),
    StartPeriod: flags.number('health-start-period'),
    StartInterval: flags.number('health-start-interval'),
    Retries: flags.number('health-retries'),
  });
}
