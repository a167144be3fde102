import { format, listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  connect: [
    'Connect a container to a network',
    'Add network-scoped alias for the container',
    'driver options for the network',
    'Highest gw-priority provides the default gateway. Accepts positive and negative values.',
    'IPv4 address (e.g., "172.30.100.104")',
    'IPv6 address (e.g., "2001:db8::33")',
    'Add link to another container',
    'Add a link-local address for the container',
  ],
  create: [
    'Create a network',
    'Enable manual container attachment',
    'Auxiliary IPv4 or IPv6 addresses used by Network driver (default map[])',
    'The network from which to copy the configuration',
    'Create a configuration only network',
    'Driver to manage the Network (default "bridge")',
    'IPv4 or IPv6 Gateway for the master subnet',
    'Create swarm routing-mesh network',
    'Restrict external access to the network',
    'Allocate container ip from a sub-range',
    'IP Address Management Driver (default "default")',
    'Set IPAM driver specific options (default map[])',
    'Enable or disable IPv4 address assignment (default true)',
    'Enable or disable IPv6 address assignment',
    'Set metadata on a network',
    'Set driver specific options (default map[])',
    "Control the network's scope",
    'Subnet in CIDR format that represents a network segment',
  ],
  disconnect: ['Disconnect a container from a network', 'Force the container to disconnect from a network'],
  inspect: ['Display detailed information on one or more networks', format, 'Verbose output for diagnostics'],
  ls: [
    'List networks',
    'Provide filter values (e.g. "driver=bridge")',
    listFormat,
    'Do not truncate the output',
    'Only display network IDs',
  ],
  prune: [
    'Remove all unused networks',
    'Provide filter values (e.g. "until=<timestamp>")',
    'Do not prompt for confirmation',
  ],
  rm: ['Remove one or more networks', 'Do not error if the network does not exist'],
};
