import type { Specs } from '../spec.ts';

/** `docker system`: its commands and their flags as Docker 28.2.2 has them. */
export const systemSpecs: Specs = {
  df: { use: '[OPTIONS]', args: [0, 0], flags: 'format:string verbose,v' },
  events: { use: '[OPTIONS]', args: [0, 0], flags: 'filter,f:filter format:string since:string until:string' },
  info: { use: '[OPTIONS]', args: [0, 0], flags: 'format,f:string' },
  prune: { use: '[OPTIONS]', args: [0, 0], flags: 'all,a filter:filter force,f volumes' },
};
