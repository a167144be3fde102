import type { Specs } from '../spec.ts';

/** `docker COMMAND`: its commands and their flags as Docker 28.2.2 has them. */
export const topSpecs: Specs = {
  inspect: { use: '[OPTIONS] NAME|ID [NAME|ID...]', args: [1], flags: 'format,f:string size,s type:string' },
  version: { use: '[OPTIONS]', args: [0, 0], flags: 'format,f:string' },
  login: { use: '[OPTIONS] [SERVER]', args: [0, 1], flags: 'password,p:string password-stdin username,u:string' },
  logout: { use: '[SERVER]', args: [0, 1] },
  search: { use: '[OPTIONS] TERM', args: [1, 1], flags: 'filter,f:filter format:string limit:int no-trunc' },
};
