import type { Specs } from '../spec.ts';

/** `docker swarm`: its commands and their flags as Docker 28.2.2 has them. */
export const swarmSpecs: Specs = {
  ca: {
    use: '[OPTIONS]',
    args: [0, 0],
    flags: `
      ca-cert:pem-file ca-key:pem-file cert-expiry:duration detach,d external-ca:external-ca quiet,q rotate`,
  },
  init: {
    use: '[OPTIONS]',
    args: [0, 0],
    flags: `
      advertise-addr:string autolock availability:string cert-expiry:duration data-path-addr:string
      data-path-port:uint32 default-addr-pool:ipNetSlice default-addr-pool-mask-length:uint32
      dispatcher-heartbeat:duration external-ca:external-ca force-new-cluster listen-addr:node-addr
      max-snapshots:uint snapshot-interval:uint task-history-limit:int`,
  },
  join: {
    use: '[OPTIONS] HOST:PORT',
    args: [1, 1],
    flags: `
      advertise-addr:string availability:string data-path-addr:string listen-addr:node-addr token:string`,
  },
  'join-token': { use: '[OPTIONS] (worker|manager)', args: [1, 1], flags: 'quiet,q rotate' },
  leave: { use: '[OPTIONS]', args: [0, 0], flags: 'force,f' },
  unlock: { use: '', args: [0, 0] },
  'unlock-key': { use: '[OPTIONS]', args: [0, 0], flags: 'quiet,q rotate' },
  update: {
    use: '[OPTIONS]',
    args: [0, 0],
    flags: `
      autolock cert-expiry:duration dispatcher-heartbeat:duration external-ca:external-ca max-snapshots:uint
      snapshot-interval:uint task-history-limit:int`,
  },
};
