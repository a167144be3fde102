import type { IpamConfig, NetworkCreate, NetworkCreateResponse } from '../../api/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import { pairs } from '../flags/text.ts';
import type { Command } from '../spec.ts';

/** `docker network create`. */
export const create: Command = function* ({ self, api, flags, args }) {
  const from = flags.text('config-from');
  const body: NetworkCreate & { CheckDuplicate: boolean } = {
    Name: args[0] as string,
    Driver: flags.text('driver', 'bridge'),
    Scope: flags.text('scope'),
    ...(flags.has('ipv4') ? { EnableIPv4: flags.is('ipv4') } : {}),
    ...(flags.has('ipv6') ? { EnableIPv6: flags.is('ipv6') } : {}),
    IPAM: {
      Driver: flags.text('ipam-driver', 'default'),
      Options: pairs(flags.all('ipam-opt')),
      Config: ipamOf(flags),
    },
    Internal: flags.is('internal'),
    Attachable: flags.is('attachable'),
    Ingress: flags.is('ingress'),
    ConfigOnly: flags.is('config-only'),
    ConfigFrom: from ? { Network: from } : null,
    Options: pairs(flags.all('opt')),
    Labels: pairs(flags.all('label')),
    CheckDuplicate: true,
  };
  const answer = yield* api.post<NetworkCreateResponse>('/networks/create', body);
  yield* self.print(`${answer.Id}\n`);
};

/** Subnets with the ranges, gateways and addresses inside them; models docker/cli createIPAMConfig. */
function ipamOf(flags: Flags): IpamConfig[] {
  const subnets = flags.all('subnet');
  const ranges = flags.all('ip-range');
  const gateways = flags.all('gateway');
  if (subnets.length < ranges.length || subnets.length < gateways.length)
    throw new Failure('every ip-range or gateway must have a corresponding subnet');
  subnets.forEach((subnet, i) => {
    for (const other of subnets.slice(0, i))
      if (holds(subnet, other) || holds(other, subnet))
        throw new Failure('multiple overlapping subnet configuration is not supported');
  });
  const configs: IpamConfig[] = subnets.map((Subnet) => ({ Subnet }));
  const owner = (what: string, address: string): IpamConfig => {
    const config = configs.find(({ Subnet = '' }) => holds(Subnet, address));
    if (!config) throw new Failure(`no matching subnet for ${what} ${address}`);
    return config;
  };
  for (const range of ranges) {
    const config = owner('range', range);
    if (config.IPRange)
      throw new Failure(
        `cannot configure multiple ranges (${range}, ${config.IPRange}) on the same subnet (${config.Subnet})`,
      );
    config.IPRange = range;
  }
  for (const gateway of gateways) {
    const config = owner('gateway', gateway);
    if (config.Gateway)
      throw new Failure(
        `cannot configure multiple gateways (${gateway}, ${config.Gateway}) for the same subnet (${config.Subnet})`,
      );
    config.Gateway = gateway;
  }
  for (const [name, address] of Object.entries(pairs(flags.all('aux-address')))) {
    const config = owner('aux-address', address);
    config.AuxiliaryAddresses = { ...config.AuxiliaryAddresses, [name]: address };
  }
  return configs;
}

/** Whether an IPv4 subnet holds an address, or the first of another subnet. */
function holds(subnet: string, address: string): boolean {
  const [base = '', bits] = subnet.split('/');
  const first = number(base);
  const size = Number(bits);
  if (first === undefined || bits === undefined || !(size >= 0 && size <= 32))
    throw new Failure(`invalid subnet: invalid CIDR address: ${subnet}`);
  const inside = number(address.split('/')[0] as string);
  if (inside === undefined) return false;
  const span = 2 ** (32 - size);
  return Math.floor(inside / span) === Math.floor(first / span);
}

function number(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part < 256))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
