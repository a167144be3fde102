import type { ServiceSpec, UpdateConfig } from '../api/index.ts';
import { fromNanoseconds, second, type Micros } from '../sim/index.ts';
import type { Service, Task } from './objects.ts';

export type Mode = 'replicated' | 'global' | 'replicated-job' | 'global-job';

export function modeOf(spec: ServiceSpec): Mode {
  if (spec.Mode.Global) return 'global';
  if (spec.Mode.ReplicatedJob) return 'replicated-job';
  return spec.Mode.GlobalJob ? 'global-job' : 'replicated';
}

export const isJob = (spec: ServiceSpec): boolean => modeOf(spec).endsWith('-job');

/** Replicas wanted; 1 when not said. */
export const replicasOf = (service: Service): number => service.spec.Mode.Replicated?.Replicas ?? 1;

/** Total completions of a replicated job, and how many tasks may run at a time. */
export function jobSize(spec: ServiceSpec): { total: number; concurrent: number } {
  const concurrent = spec.Mode.ReplicatedJob?.MaxConcurrent ?? 1;
  return { concurrent, total: spec.Mode.ReplicatedJob?.TotalCompletions ?? concurrent };
}

/** Defaults of moby/swarmkit api/defaults, which specs never store. */
const RESTART_DELAY = 5 * second;
const MONITOR = 5 * second;

export interface Restarting {
  condition: string;
  delay: Micros;
  maxAttempts: number;
  window: Micros;
}

export function restartOf(task: Task): Restarting {
  const policy = task.spec.RestartPolicy;
  return {
    condition: policy?.Condition || 'any',
    delay: policy?.Delay === undefined ? RESTART_DELAY : fromNanoseconds(policy.Delay),
    maxAttempts: policy?.MaxAttempts ?? 0,
    window: fromNanoseconds(policy?.Window ?? 0),
  };
}

export interface Updating {
  parallelism: number;
  delay: Micros;
  monitor: Micros;
  action: string;
  ratio: number;
  order: string;
}

export function updatingOf(config: UpdateConfig | undefined): Updating {
  return {
    parallelism: config?.Parallelism ?? 1,
    delay: fromNanoseconds(config?.Delay ?? 0),
    monitor: config?.Monitor === undefined ? MONITOR : fromNanoseconds(config.Monitor),
    action: config?.FailureAction || 'pause',
    ratio: config?.MaxFailureRatio ?? 0,
    order: config?.Order || 'stop-first',
  };
}
