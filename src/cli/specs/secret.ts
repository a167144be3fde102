import type { Specs } from '../spec.ts';

/** `docker secret`: its commands and their flags as Docker 28.2.2 has them. */
export const secretSpecs: Specs = {
  create: {
    use: '[OPTIONS] SECRET [file|-]',
    args: [1, 2],
    flags: 'driver,d:string label,l:list template-driver:string',
  },
  inspect: { use: '[OPTIONS] SECRET [SECRET...]', args: [1], flags: 'format,f:string pretty' },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'filter,f:filter format:string quiet,q' },
  rm: { use: 'SECRET [SECRET...]', args: [1], aliases: ['remove'] },
};
