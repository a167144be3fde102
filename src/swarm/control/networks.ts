import type { IpamConfig, NetworkCreate } from '../../api/index.ts';
import { within } from '../allocator/addresses.ts';
import { publishes } from '../allocator/allocator.ts';
import { parseAddress, parseCidr } from '../allocator/cidr.ts';
import type { Leader } from '../leader.ts';
import type { Network } from '../objects.ts';
import { terminal } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { fail, invalid, nameTaken, need } from './errors.ts';
import { usesNetwork } from './services.ts';
import { validateServiceName } from './validate-service.ts';

/** IPv6 blocks are kept as they are given: the emulated overlay carries IPv4. */
function validateIpam({ Subnet = '', IPRange, Gateway }: IpamConfig): void {
  if (Subnet.includes(':')) return;
  if (!parseCidr(Subnet)) invalid(`ipam configuration: invalid subnet ${Subnet}`);
  if (IPRange) {
    if (!parseCidr(IPRange)) invalid(`ipam configuration: invalid range ${IPRange}`);
    if (!within(IPRange.split('/')[0] ?? '', Subnet))
      invalid(`ipam configuration: subnet ${Subnet} does not contain range ${IPRange}`);
  }
  if (Gateway) {
    if (parseAddress(Gateway) === undefined) invalid(`ipam configuration: invalid gateway ${Gateway}`);
    if (!within(Gateway, Subnet)) invalid(`ipam configuration: subnet ${Subnet} does not contain gateway ${Gateway}`);
  }
}

/** Models moby/swarmkit manager/controlapi network.go. */
export function createNetwork({ chance }: Leader, tx: Transaction, spec: NetworkCreate): Network {
  if (spec.Attachable && spec.Ingress) invalid('ingress network cannot be attachable');
  validateServiceName(spec.Name);
  for (const config of spec.IPAM?.Config ?? []) validateIpam(config);
  const ingress = spec.Ingress && tx.all('network').find((network) => network.spec.Ingress);
  if (ingress) fail('AlreadyExists', `ingress network (${ingress.id}) is already present`);
  if (nameTaken(tx, 'network', spec.Name)) fail('Unknown', 'name conflicts with an existing object');
  return tx.create('network', { id: chance.id('network', ''), spec, ipam: undefined, vxlanId: 0 });
}

export function removeNetwork(tx: Transaction, id: string): void {
  const network = need(tx, 'network', id);
  const { Name, Ingress } = network.spec;
  for (const service of tx.all('service')) {
    if (Ingress && publishes(service))
      fail('FailedPrecondition', `ingress network cannot be removed because service ${service.id} depends on it`);
    if (usesNetwork(service, id, Name)) fail('FailedPrecondition', `network ${id} is in use by service ${service.id}`);
  }
  for (const task of tx.all('task'))
    if (!Ingress && task.desiredState !== 'remove' && !terminal(task))
      if (task.networks.some((attachment) => attachment.network.id === id))
        fail('FailedPrecondition', `network ${id} is in use by task ${task.id}`);
  tx.remove('network', id);
}
