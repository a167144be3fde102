import type { Program } from '../../host/index.ts';
import { lazy, type Programs } from './lazy.ts';

/** A module that is loaded lazily, and the programs in it. */
interface Group {
  readonly start: () => PromiseLike<{ programs: Programs }>;
  readonly names: string;
}

/* Modules by kinship: one fetch brings what is used together. */
const groups: readonly Group[] = [
  {
    start: () => import('./basic.ts'),
    names:
      'true false echo printf pwd env printenv hostname sleep yes seq basename dirname test [ nproc whoami id uname clear reset arch tty',
  },
  { start: () => import('./date.ts'), names: 'date uptime' },
  { start: () => import('./list.ts'), names: 'ls stat du df readlink realpath' },
  { start: () => import('./change.ts'), names: 'mkdir rmdir rm cp mv ln touch chmod chown mktemp' },
];

/** Every base program by name, each behind a stub of a few bytes. */
export const tools: Readonly<Record<string, Program>> = Object.fromEntries(
  groups.flatMap((group) => group.names.split(' ').map((name) => [name, lazy(group.start, name)])),
);
