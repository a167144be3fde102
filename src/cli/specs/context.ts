import type { Specs } from '../spec.ts';

/** `docker context`: its commands and their flags as Docker 28.2.2 has them. */
export const contextSpecs: Specs = {
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'format:string quiet,q' },
  show: { use: '', args: [0, 0] },
  inspect: { use: '[OPTIONS] [CONTEXT] [CONTEXT...]', args: [0], flags: 'format,f:string' },
  use: { use: 'CONTEXT', args: [1, 1] },
};
