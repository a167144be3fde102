import type { Specs } from '../spec.ts';

/** `docker volume`: its commands and their flags as Docker 28.2.2 has them. */
export const volumeSpecs: Specs = {
  create: {
    use: '[OPTIONS] [VOLUME]',
    args: [0, 1],
    flags: `
      availability:string driver,d:string group:string label:list limit-bytes:bytes opt,o:map
      required-bytes:bytes scope:string secret:map sharing:string topology-preferred:list
      topology-required:list type:string`,
  },
  inspect: { use: '[OPTIONS] VOLUME [VOLUME...]', args: [1], flags: 'format,f:string' },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'cluster filter,f:filter format:string quiet,q' },
  prune: { use: '[OPTIONS]', args: [0, 0], flags: 'all,a filter:filter force,f' },
  rm: { use: '[OPTIONS] VOLUME [VOLUME...]', args: [1], aliases: ['remove'], flags: 'force,f' },
  update: { use: '[OPTIONS] [VOLUME]', args: [1, 1], flags: 'availability:string' },
};
