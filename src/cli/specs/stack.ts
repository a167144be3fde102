import type { Specs } from '../spec.ts';

/** `docker stack`: its commands and their flags as Docker 28.2.2 has them. */
export const stackSpecs: Specs = {
  config: { use: '[OPTIONS]', args: [0, 0], flags: 'compose-file,c:strings skip-interpolation' },
  deploy: {
    use: '[OPTIONS] STACK',
    args: [1, 1],
    aliases: ['up'],
    flags: 'compose-file,c:strings detach,d prune quiet,q resolve-image:string with-registry-auth',
  },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'format:string' },
  ps: { use: '[OPTIONS] STACK', args: [1, 1], flags: 'filter,f:filter format:string no-resolve no-trunc quiet,q' },
  rm: { use: '[OPTIONS] STACK [STACK...]', args: [1], aliases: ['remove', 'down'], flags: 'detach,d' },
  services: { use: '[OPTIONS] STACK', args: [1, 1], flags: 'filter,f:filter format:string quiet,q' },
};
