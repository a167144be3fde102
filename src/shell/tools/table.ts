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
  { start: () => import('./text.ts'), names: 'cat tac head tail wc nl rev paste tee' },
  { start: () => import('./columns.ts'), names: 'sort uniq cut tr base64' },
  { start: () => import('./grep.ts'), names: 'grep egrep fgrep' },
  { start: () => import('./sed.ts'), names: 'sed' },
  { start: () => import('./awk.ts'), names: 'awk gawk mawk' },
  { start: () => import('./find.ts'), names: 'find' },
  { start: () => import('./diff.ts'), names: 'diff cmp' },
  { start: () => import('./run.ts'), names: 'xargs timeout watch nohup which sudo' },
  { start: () => import('./processes.ts'), names: 'ps kill killall pkill pgrep free reboot poweroff shutdown halt' },
  { start: () => import('./less.ts'), names: 'less more' },
  { start: () => import('./hash.ts'), names: 'md5sum sha256sum' },
  { start: () => import('./curl.ts'), names: 'curl' },
  { start: () => import('./wget.ts'), names: 'wget' },
  { start: () => import('./refused.ts'), names: 'nano vi vim emacs' },
];

/** Every base program by name, each behind a stub of a few bytes. */
export const tools: Readonly<Record<string, Program>> = Object.fromEntries(
  groups.flatMap((group) => group.names.split(' ').map((name) => [name, lazy(group.start, name)])),
);
