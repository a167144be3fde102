import type { Specs } from '../spec.ts';

/** `docker node`: its commands and their flags as Docker 28.2.2 has them. */
export const nodeSpecs: Specs = {
  demote: { use: 'NODE [NODE...]', args: [1] },
  inspect: { use: '[OPTIONS] self|NODE [NODE...]', args: [1], flags: 'format,f:string pretty' },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'filter,f:filter format:string quiet,q' },
  promote: { use: 'NODE [NODE...]', args: [1] },
  ps: { use: '[OPTIONS] [NODE...]', args: [0], flags: 'filter,f:filter format:string no-resolve no-trunc quiet,q' },
  rm: { use: '[OPTIONS] NODE [NODE...]', args: [1], aliases: ['remove'], flags: 'force,f' },
  update: {
    use: '[OPTIONS] NODE',
    args: [1, 1],
    flags: 'availability:string label-add:list label-rm:list role:string',
  },
};
