import type { Specs } from '../spec.ts';

/** `docker config`: its commands and their flags as Docker 28.2.2 has them. */
export const configSpecs: Specs = {
  create: { use: '[OPTIONS] CONFIG file|-', args: [2, 2], flags: 'label,l:list template-driver:string' },
  inspect: { use: '[OPTIONS] CONFIG [CONFIG...]', args: [1], flags: 'format,f:string pretty' },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'filter,f:filter format:string quiet,q' },
  rm: { use: 'CONFIG [CONFIG...]', args: [1], aliases: ['remove'] },
};
