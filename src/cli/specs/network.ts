import type { Specs } from '../spec.ts';

/** `docker network`: its commands and their flags as Docker 28.2.2 has them. */
export const networkSpecs: Specs = {
  connect: {
    use: '[OPTIONS] NETWORK CONTAINER',
    args: [2, 2],
    flags: `
      alias:strings driver-opt:strings gw-priority:int ip:string ip6:string link:list link-local-ip:strings`,
  },
  create: {
    use: '[OPTIONS] NETWORK',
    args: [1, 1],
    flags: `
      attachable aux-address:map config-from:string config-only driver,d:string gateway:strings ingress
      internal ip-range:strings ipam-driver:string ipam-opt:map ipv4 ipv6 label:list opt,o:map scope:string
      subnet:strings`,
  },
  disconnect: { use: '[OPTIONS] NETWORK CONTAINER', args: [2, 2], flags: 'force,f' },
  inspect: { use: '[OPTIONS] NETWORK [NETWORK...]', args: [1], flags: 'format,f:string verbose,v' },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'filter,f:filter format:string no-trunc quiet,q' },
  prune: { use: '[OPTIONS]', args: [0, 0], flags: 'filter:filter force,f' },
  rm: { use: 'NETWORK [NETWORK...]', args: [1], aliases: ['remove'], flags: 'force,f' },
};
