import type { ContainerSpec, HealthConfig, ResourceRequirements, Service, UpdateConfig } from '../../api/index.ts';
import type { Micros } from '../../sim/index.ts';
import { bytesSize, goDuration, ago } from '../format/units.ts';

/** A service for people: `docker service inspect --pretty`; models docker/cli's serviceInspectPrettyTemplate. */
export function prettyService(service: Service, networks: ReadonlyMap<string, string>, now: Micros): string {
  const { Spec, UpdateStatus: update, Endpoint } = service;
  const { TaskTemplate: task, Mode } = Spec;
  const container = task.ContainerSpec ?? {};
  const placement = task.Placement ?? {};
  const lines = [
    `\nID:\t\t${service.ID}`,
    `Name:\t\t${Spec.Name}`,
    ...section('Labels:', labels(Spec.Labels)),
    `Service Mode:\t${Mode.Global ? 'Global' : Mode.Replicated ? 'Replicated' : ''}`,
    ...when(Mode.Replicated, ` Replicas:\t${Mode.Replicated?.Replicas ?? 0}`),
  ];
  if (update?.State)
    lines.push(
      'UpdateStatus:',
      ` State:\t\t${update.State}`,
      ...when(update.StartedAt, ` Started:\t${ago(now, update.StartedAt)}`),
      ...when(update.State === 'completed', ` Completed:\t${ago(now, update.CompletedAt)}`),
      ` Message:\t${update.Message}`,
    );
  lines.push(
    'Placement:',
    ...when(placement.Constraints?.length, ` Constraints:\t[${placement.Constraints?.join(' ')}]`),
    ...when(
      placement.Preferences?.length,
      ` Preferences:   [${placement.Preferences?.map((each) => `spread=${each.Spread.SpreadDescriptor}`).join(' ')}]`,
    ),
    ...when(placement.MaxReplicas, ` Max Replicas Per Node:   ${placement.MaxReplicas}`),
    ...updateConfig('UpdateConfig', ' Update order:      ', Spec.UpdateConfig),
    ...updateConfig('RollbackConfig', ' Rollback order:    ', Spec.RollbackConfig),
    'ContainerSpec:',
    ...containerLines(container),
    ...section(
      'Mounts:',
      (container.Mounts ?? []).flatMap((mount) => [
        ` Target:\t${mount.Target}`,
        `  Source:\t${mount.Source ?? ''}`,
        `  ReadOnly:\t${mount.ReadOnly ?? false}`,
        `  Type:\t\t${mount.Type}`,
      ]),
    ),
    ...section('Configs:', files(container.Configs?.map((each) => [each.File?.Name, each.ConfigName]))),
    ...section('Secrets:', files(container.Secrets?.map((each) => [each.File?.Name, each.SecretName]))),
  );
  if (task.LogDriver)
    lines.push(
      'Log Driver:',
      ` Name:\t\t${task.LogDriver.Name ?? ''}`,
      ...when(task.LogDriver.Options, ' LogOpts:'),
      ...Object.entries(task.LogDriver.Options ?? {}).map(([key, value]) => `  ${key}:       ${value}`),
      ...when(task.LogDriver.Options, ''),
    );
  lines.push(...resources(task.Resources));
  const attached = (task.Networks ?? []).map(({ Target }) => `${networks.get(Target) ?? Target} `);
  lines.push(...when(attached.length, `Networks: ${attached.join('')}`));
  lines.push(`Endpoint Mode:\t${Endpoint.Spec.Mode ?? Spec.EndpointSpec?.Mode ?? ''}`);
  const ports = (Endpoint.Ports ?? []).map((port) => [
    ` PublishedPort = ${port.PublishedPort ?? 0}`,
    `  Protocol = ${port.Protocol}`,
    `  TargetPort = ${port.TargetPort}`,
    `  PublishMode = ${port.PublishMode}`,
  ]);
  if (ports.length > 0) lines.push('Ports:', `${ports.flat().join('\n')} `);
  return `${[...lines, ...health(container.Healthcheck)].join('\n')}\n\n`;
}

const when = (condition: unknown, line: string): string[] => (condition ? [line] : []);
const section = (title: string, lines: readonly string[]): string[] => (lines.length > 0 ? [title, ...lines] : []);

const labels = (map: Record<string, string> | undefined): string[] =>
  Object.keys(map ?? {})
    .sort()
    .map((key) => ` ${key}${map?.[key] ? `=${map[key]}` : ''}`);

const files = (list: (readonly [string | undefined, string])[] | undefined): string[] =>
  (list ?? []).flatMap(([target, source]) => [` Target:\t${target ?? ''}`, `  Source:\t${source}`]);

function updateConfig(title: string, order: string, config: UpdateConfig | undefined): string[] {
  if (!config) return [];
  return [
    `${title}:`,
    ` Parallelism:\t${config.Parallelism}`,
    ...when(config.Delay, ` Delay:\t\t${goDuration(config.Delay ?? 0)}`),
    ` On failure:\t${config.FailureAction ?? ''}`,
    ...when(config.Monitor, ` Monitoring Period: ${goDuration(config.Monitor ?? 0)}`),
    ` Max failure ratio: ${config.MaxFailureRatio}`,
    ...when(config.Order, `${order}${config.Order}`),
  ];
}

function containerLines(container: ContainerSpec): string[] {
  const words = (list: readonly string[]): string => list.map((word) => `${word} `).join('');
  const { Args, Env, Dir, Init, User, CapabilityAdd: add, CapabilityDrop: drop, Sysctls, Ulimits } = container;
  return [
    ` Image:\t\t${container.Image ?? ''}`,
    ...when(Args?.length, ` Args:\t\t${words(Args ?? [])}`),
    ...when(Env?.length, ` Env:\t\t${words(Env ?? [])}`),
    ...when(Dir, ` Dir:\t\t${Dir}`),
    ...when(Init !== undefined, ` Init:\t\t${Init}`),
    ...when(User, ` User: ${User}`),
    ...when(add?.length || drop?.length, 'Capabilities:'),
    ...when(add?.length, ` Add: ${add?.join(', ')}`),
    ...when(drop?.length, ` Drop: ${drop?.join(', ')}`),
    ...section(
      'SysCtls:',
      Object.keys(Sysctls ?? {})
        .sort()
        .map((key) => ` ${key}: ${Sysctls?.[key]}`),
    ),
    ...section(
      'Ulimits:',
      (Ulimits ?? []).map(({ Name, Soft, Hard }) => ` ${Name}: ${Soft}:${Hard}`),
    ),
  ];
}

function resources(requirements: ResourceRequirements | undefined): string[] {
  if (!requirements) return [];
  const { Reservations: reserved, Limits: limits } = requirements;
  const cpu = (nano: number | undefined): string[] => when(nano, `  CPU:\t\t${(nano ?? 0) / 1e9}`);
  const memory = (bytes: number | undefined): string[] => when(bytes, `  Memory:\t${bytesSize(bytes ?? 0)}`);
  return [
    'Resources:',
    ...section(' Reservations:', [...cpu(reserved?.NanoCPUs), ...memory(reserved?.MemoryBytes)]),
    ...section(' Limits:', [
      ...cpu(limits?.NanoCPUs),
      ...memory(limits?.MemoryBytes),
      ...when(limits?.Pids, `  PIDs:\t\t${limits?.Pids}`),
    ]),
  ];
}

function health(check: HealthConfig | undefined): string[] {
  if (!check) return [];
  const tests = (check.Test ?? []).map((each) => `\t Test = ${each}`);
  return [
    ' Healthcheck:',
    `  Interval = ${goDuration(check.Interval ?? 0)}`,
    `  Retries = ${check.Retries ?? 0}`,
    `  StartPeriod =\t${goDuration(check.StartPeriod ?? 0)}`,
    `  Timeout =\t${goDuration(check.Timeout ?? 0)}`,
    ...(tests.length > 0 ? ['  Tests:', `${tests.join('\n')} `] : []),
  ];
}
