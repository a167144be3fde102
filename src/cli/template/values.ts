import { goDuration, goTime } from '../format/units.ts';

/** A value that prints in a way of its own (a duration, a time); `value` is what JSON has. */
export class Printed {
  readonly value: unknown;
  readonly text: string;

  constructor(value: unknown, text: string) {
    this.value = value;
    this.text = text;
  }
}

/** The value behind its way of printing. */
export const bare = (value: unknown): unknown => (value instanceof Printed ? value.value : value);

/** False, 0, '', nothing, and what holds nothing. */
export function truth(value: unknown): boolean {
  const plain = bare(value);
  return typeof plain === 'object' && plain !== null ? Object.keys(plain).length > 0 : Boolean(plain);
}

/** A value as `{{ }}` prints it; `inside` a list or map nothing is `<nil>`. */
export function print(value: unknown, inside = false): string {
  if (value instanceof Printed) return value.text;
  if (value === undefined || value === null) return inside ? '<nil>' : '<no value>';
  if (Array.isArray(value)) return `[${value.map((each) => print(each, true)).join(' ')}]`;
  if (typeof value !== 'object') return typeof value === 'function' ? '<func>' : String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, each]) => `${key}:${print(each, true)}`).join(' ')}]`;
}

const durations = new Set(
  'Delay Monitor Window StopGracePeriod Interval Timeout StartPeriod StartInterval HeartbeatPeriod NodeCertExpiry'.split(
    ' ',
  ),
);
const times = new Set(['CreatedAt', 'UpdatedAt', 'Timestamp', 'LastExecution']);
const updateTimes = new Set(['StartedAt', 'CompletedAt']);

/**
 * A field of an answer of the engine as the client's typed structs print it: spans as durations, and the times of
 * swarm objects as Go prints a time.
 */
export function typed(name: string, value: unknown, swarm: boolean): unknown {
  if (typeof value === 'number' && durations.has(name)) return new Printed(value, goDuration(value));
  if (typeof value === 'string' && swarm && (times.has(name) || updateTimes.has(name)))
    return new Printed(value, goTime(value));
  return value;
}

const zeros: readonly (readonly [zero: unknown, names: string])[] = [
  [
    '',
    'Hostname Dir User StopSignal Isolation Image Err Message Name Condition FailureAction Order Mode Addr NodeID ServiceID State Source Consistency Runtime PublishMode Protocol IPRange Gateway Subnet Driver',
  ],
  [
    0,
    'Slot NanoCPUs MemoryBytes Pids PublishedPort TargetPort MaxReplicas Retries Delay Monitor Window StopGracePeriod Interval Timeout StartPeriod StartInterval HeartbeatPeriod NodeCertExpiry OomScoreAdj',
  ],
  [false, 'TTY OpenStdin ReadOnly Leader Internal Attachable Ingress Init'],
];
const zeroOf = new Map(zeros.flatMap(([zero, names]) => names.split(' ').map((name) => [name, zero] as const)));
const lists = new Set(
  'Command Args Env Groups Mounts Hosts Secrets Configs CapabilityAdd CapabilityDrop Ulimits Constraints Preferences Platforms Networks Ports VirtualIPs NetworksAttachments Addresses Nameservers Search Options GenericResources'.split(
    ' ',
  ),
);

/** What a typed struct has where JSON leaves an empty field out; undefined where there is no such field. */
export function zero(name: string): unknown {
  if (zeroOf.has(name)) return typed(name, zeroOf.get(name), true);
  if (lists.has(name)) return [];
  return name === 'Labels' || name === 'Sysctls' || name === 'DriverOpts' ? {} : undefined;
}
