import type { ServiceSpec, TaskSpec, UpdateConfig } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import { omitEmpty } from '../format/omit.ts';
import type { Call, Command } from '../spec.ts';
import { pinImage } from './digest.ts';
import { getService, putService } from './find.ts';
import { resourcesOf, restartOf, updateConfigOf } from './policies.ts';
import { waitOnService } from './progress/index.ts';
import { changedContainer } from './update-container.ts';
import { changedNetworks, changedPlacement, changedPorts, changedMap, changedGeneric } from './update-lists.ts';

/** `docker service update`; models docker/cli command/service/update. */
export const update: Command = function* (call) {
  const { self, api, flags, args } = call;
  const name = args[0] as string;
  const service = yield* getService(api, name);
  const rollback = flags.is('rollback');
  if (rollback && flags.names().some((flag) => !['rollback', 'detach', 'quiet'].includes(flag)))
    throw new Failure('other flags may not be combined with --rollback');
  const changed = yield* changedSpec(call, service.Spec);
  const { spec, warning } = flags.has('image')
    ? yield* pinImage(api, changed, !flags.is('no-resolve-image'))
    : { spec: changed, warning: '' };
  const query = {
    ...(flags.is('with-registry-auth') ? {} : { registryAuthFrom: 'spec' }),
    ...(rollback ? { rollback: 'previous' } : {}),
  };
  const warnings = yield* putService(api, { ...service, Spec: spec }, query);
  for (const line of [warning, ...warnings]) if (line) yield* self.printError(`${line}\n`);
  yield* self.print(`${name}\n`);
  if (!flags.is('detach')) yield* waitOnService(self, api, name, flags.is('quiet'));
};

/** `docker service rollback`. */
export const rollback: Command = function* ({ self, api, flags, args }) {
  const name = args[0] as string;
  const service = yield* getService(api, name);
  const warnings = yield* putService(api, service, { rollback: 'previous' });
  for (const line of warnings) yield* self.printError(`${line}\n`);
  yield* self.print(`${name}\n`);
  if (!flags.is('detach')) yield* waitOnService(self, api, name, flags.is('quiet'));
};

function* changedSpec(call: Call, spec: ServiceSpec): Co<ServiceSpec> {
  const { flags } = call;
  const task = spec.TaskTemplate;
  const container = yield* changedContainer(call, task.ContainerSpec ?? {});
  const networks = flags.has('network-add', 'network-rm')
    ? yield* changedNetworks(call, task.Networks ?? [])
    : task.Networks;
  const update = policy(flags, 'update', spec.UpdateConfig);
  const rollback = policy(flags, 'rollback', spec.RollbackConfig);
  const { Networks: _, ...rest } = task;
  return {
    ...spec,
    Labels: changedMap(flags, 'label', spec.Labels) ?? {},
    TaskTemplate: {
      ...rest,
      ContainerSpec: container,
      ...changedTask(flags, task),
      ...(networks && networks.length > 0 ? { Networks: networks } : {}),
      ForceUpdate: task.ForceUpdate + (flags.is('force') ? 1 : 0),
    },
    Mode: changedMode(flags, spec),
    ...(update ? { UpdateConfig: update } : {}),
    ...(rollback ? { RollbackConfig: rollback } : {}),
    ...changedEndpoint(flags, spec),
  };
}

function changedTask(flags: Flags, task: TaskSpec): Partial<TaskSpec> {
  const restart = restartOf(flags, { Condition: 'any', Delay: 5e9, MaxAttempts: 0, ...task.RestartPolicy });
  const limits = ['limit-cpu', 'limit-memory', 'limit-pids', 'reserve-cpu', 'reserve-memory'];
  const generic = flags.has('generic-resource-add', 'generic-resource-rm');
  const resources = flags.has(...limits) || generic ? resourcesOf(flags, task.Resources) : undefined;
  const driver = flags.text('log-driver');
  const placement = flags.has(
    'constraint-add',
    'constraint-rm',
    'placement-pref-add',
    'placement-pref-rm',
    'replicas-max-per-node',
  );
  return {
    ...(restart ? { RestartPolicy: restart } : {}),
    ...(resources ? { Resources: generic ? changedGeneric(flags, resources) : resources } : {}),
    ...(placement ? { Placement: changedPlacement(flags, task.Placement ?? {}) } : {}),
    ...(driver
      ? {
          LogDriver: {
            Name: driver,
            ...omitEmpty({
              Options: Object.fromEntries(flags.all('log-opt').map((each) => each.split('=', 2))) as Record<
                string,
                string
              >,
            }),
          },
        }
      : {}),
  };
}

function policy(
  flags: Flags,
  kind: 'update' | 'rollback',
  present: UpdateConfig | undefined,
): UpdateConfig | undefined {
  return (present ? updateConfigOf(flags, kind, present) : updateConfigOf(flags, kind)) ?? present;
}

function changedMode(flags: Flags, { Mode }: ServiceSpec): ServiceSpec['Mode'] {
  if (!flags.has('replicas')) return Mode;
  if (!Mode.Replicated) throw new Failure('replicas can only be used with replicated mode');
  return { Replicated: { Replicas: flags.number('replicas') } };
}

function changedEndpoint(
  flags: Flags,
  { EndpointSpec: endpoint = {} }: ServiceSpec,
): Pick<ServiceSpec, 'EndpointSpec'> {
  if (!flags.has('endpoint-mode', 'publish-add', 'publish-rm')) return {};
  const ports = changedPorts(flags, endpoint.Ports ?? []);
  return {
    EndpointSpec: omitEmpty<NonNullable<ServiceSpec['EndpointSpec']>>({
      Mode: flags.text('endpoint-mode', endpoint.Mode),
      Ports: ports,
    }),
  };
}
