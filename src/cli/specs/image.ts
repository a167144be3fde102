import type { Specs } from '../spec.ts';

/** `docker image`: its commands and their flags as Docker 28.2.2 has them. */
export const imageSpecs: Specs = {
  build: {
    use: '[OPTIONS] PATH | URL | -',
    args: [1, 1],
    also: 'docker builder build',
    flags: `
      add-host:list build-arg:list cache-from:strings cgroup-parent:string compress cpu-period:int
      cpu-quota:int cpu-shares,c:int cpuset-cpus:string cpuset-mems:string disable-content-trust file,f:string
      force-rm iidfile:string isolation:string label:list memory,m:bytes memory-swap:bytes network:string
      no-cache platform:string pull quiet,q rm security-opt:strings shm-size:bytes squash tag,t:list
      target:string ulimit:ulimit`,
  },
  history: { use: '[OPTIONS] IMAGE', args: [1, 1], flags: 'format:string human,H no-trunc platform:string quiet,q' },
  import: {
    use: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
    args: [1],
    flags: 'change,c:list message,m:string platform:string',
  },
  inspect: { use: '[OPTIONS] IMAGE [IMAGE...]', args: [1], flags: 'format,f:string platform:string' },
  load: { use: '[OPTIONS]', args: [0, 0], flags: 'input,i:string platform:string quiet,q' },
  ls: {
    use: '[OPTIONS] [REPOSITORY[:TAG]]',
    args: [0, 1],
    aliases: ['list'],
    flags: 'all,a digests filter,f:filter format:string no-trunc quiet,q tree',
  },
  prune: { use: '[OPTIONS]', args: [0, 0], flags: 'all,a filter:filter force,f' },
  pull: {
    use: '[OPTIONS] NAME[:TAG|@DIGEST]',
    args: [1, 1],
    flags: 'all-tags,a disable-content-trust platform:string quiet,q',
  },
  push: {
    use: '[OPTIONS] NAME[:TAG]',
    args: [1, 1],
    flags: 'all-tags,a disable-content-trust platform:string quiet,q',
  },
  rm: { use: '[OPTIONS] IMAGE [IMAGE...]', args: [1], aliases: ['remove'], flags: 'force,f no-prune platform:strings' },
  save: { use: '[OPTIONS] IMAGE [IMAGE...]', args: [1], flags: 'output,o:string platform:string' },
  tag: { use: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]', args: [2, 2] },
};
