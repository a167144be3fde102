import { rfc3339 } from '../../sim/index.ts';
import type { Network, Task } from '../../swarm/objects.ts';
import { portConfig, shaped, taskSpec } from '../swarm/shape.ts';
import { presentMeta } from './cluster.ts';

/** Answer of GET /tasks/{id}. */
export function presentTask(task: Task): Record<string, unknown> {
  const { status, spec } = task;
  return {
    ...presentMeta(task),
    Labels: {},
    Spec: shaped({ ...spec, Runtime: undefined }, taskSpec),
    ...(task.serviceId ? { ServiceID: task.serviceId } : {}),
    ...(task.slot ? { Slot: task.slot } : {}),
    ...(task.nodeId ? { NodeID: task.nodeId } : {}),
    Status: {
      Timestamp: rfc3339(status.timestamp),
      State: status.state,
      ...(status.message ? { Message: status.message } : {}),
      ...(status.err ? { Err: status.err } : {}),
      ...(status.container
        ? {
            ContainerStatus: {
              ContainerID: status.container.id,
              PID: status.container.pid,
              ExitCode: status.container.exitCode,
            },
          }
        : {}),
      PortStatus: status.ports.length > 0 ? { Ports: status.ports.map((port) => shaped(port, portConfig)) } : {},
    },
    DesiredState: task.desiredState,
    ...(task.networks.length > 0
      ? {
          NetworksAttachments: task.networks.map(({ network, addresses }) => ({
            Network: presentAttachedNetwork(network),
            ...(addresses.length > 0 ? { Addresses: addresses } : {}),
          })),
        }
      : {}),
    ...(task.jobIteration === undefined ? {} : { JobIteration: { Index: task.jobIteration } }),
    Volumes: null,
  };
}

/** A network inside a task: the swarm's own form of it. */
function presentAttachedNetwork(network: Network): Record<string, unknown> {
  const { spec, ipam } = network;
  const configs = ipam
    ? { Configs: [{ Subnet: ipam.subnet, ...(ipam.range ? { Range: ipam.range } : {}), Gateway: ipam.gateway }] }
    : {};
  return {
    ...presentMeta(network),
    Spec: {
      Name: spec.Name,
      Labels: spec.Labels ?? {},
      DriverConfiguration: spec.Ingress
        ? {}
        : {
            Name: spec.Driver ?? 'overlay',
            ...(Object.keys(spec.Options ?? {}).length > 0 ? { Options: spec.Options } : {}),
          },
      ...(spec.Internal ? { Internal: true } : {}),
      ...(spec.Attachable ? { Attachable: true } : {}),
      ...(spec.Ingress ? { Ingress: true } : {}),
      IPAMOptions: spec.Ingress ? { Driver: {} } : { Driver: { Name: 'default' }, ...configs },
      Scope: 'swarm',
    },
    DriverState: {
      Name: spec.Driver ?? 'overlay',
      Options: { 'com.docker.network.driver.overlay.vxlanid_list': String(network.vxlanId), ...spec.Options },
    },
    IPAMOptions: { Driver: { Name: 'default' }, ...configs },
  };
}
