import { service, ssh, systemctl, type Process, type TreeSource } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { shellOf } from './main.ts';
import { tools } from './tools/table.ts';

const sbin = new Set(['reboot', 'poweroff', 'shutdown', 'halt']);

const passwd = (shell: string): string =>
  `root:x:0:0:root:/root:${shell}\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n`;

/** What a container's root file system has beside programs. */
const base = (shell: string): TreeSource => ({
  '/etc/passwd': passwd(shell),
  '/etc/group': 'root:x:0:\ndaemon:x:1:\nwww-data:x:33:\nnogroup:x:65534:\n',
  '/home': { directory: true },
  '/root': { directory: true, mode: 0o700 },
  '/tmp': { directory: true, mode: 0o1777 },
  '/var/log': { directory: true },
  '/var/tmp': { directory: true, mode: 0o1777 },
});

/** Programs that a machine has and a slim image lacks. */
const machineOnly = new Set(
  'sudo ps kill killall pkill pgrep free watch uptime less curl wget nano vi vim emacs reboot poweroff shutdown halt'.split(
    ' ',
  ),
);

function debianTree(names: readonly string[]): Record<string, TreeSource[string]> {
  const files: Record<string, TreeSource[string]> = {
    ...base('/bin/bash'),
    '/bin': { link: 'usr/bin' },
    '/sbin': { link: 'usr/sbin' },
    '/usr/bin/bash': shellOf('bash'),
    '/usr/bin/sh': { link: 'dash' },
    '/usr/bin/dash': shellOf('dash'),
  };
  for (const name of names) {
    const program = tools[name];
    if (program) files[`/usr/${sbin.has(name) ? 'sbin' : 'bin'}/${name}`] = program;
  }
  return files;
}

/** A Debian machine's base programs at their usual paths, and the files of /etc that programs look into. */
export function userland(): TreeSource {
  return {
    ...debianTree(Object.keys(tools)),
    '/usr/bin/ssh': ssh,
    '/usr/bin/systemctl': systemctl,
    '/usr/sbin/service': service,
  };
}

/** What a slim Debian image has of it. @param also programs that the image adds, e.g. `curl` in nginx's */
export function debian(also: readonly string[] = []): TreeSource {
  return debianTree(Object.keys(tools).filter((name) => !machineOnly.has(name) || also.includes(name)));
}

/** What Debian has and busybox lacks. */
const lacking = new Set('bash curl sudo gawk mawk nano vim emacs arch'.split(' '));

/** Where busybox's applets are: those of /usr/bin; all others are in /bin or /sbin. */
const usr = new Set(
  'awk basename clear cmp cut diff dirname du env find free head id killall less md5sum mktemp nohup nl nproc paste pgrep pkill printf readlink realpath reset seq sha256sum sort tac tail tee test [ timeout tr tty uniq uptime wc wget which whoami xargs yes'.split(
    ' ',
  ),
);

/** The programs and files of images built on busybox (alpine, busybox). */
export function busybox(): TreeSource {
  const files: Record<string, TreeSource[string]> = {
    ...base('/bin/sh'),
    '/bin/sh': shellOf('ash'),
    '/bin/ash': { link: 'sh' },
    '/bin/busybox': applets,
  };
  for (const [name, program] of Object.entries(tools)) {
    const place = usr.has(name) ? '/usr/bin' : sbin.has(name) ? '/sbin' : '/bin';
    if (!lacking.has(name)) files[`${place}/${name}`] = program;
  }
  return files;
}

/** `busybox NAME …` runs an applet. */
function* applets(self: Process): Co<number> {
  const [, name, ...args] = self.argv;
  if (name === undefined) {
    yield* self.print('BusyBox v1.37.0 multi-call binary.\n\nUsage: busybox [function [arguments]...]\n');
    return 0;
  }
  const program = name === 'sh' || name === 'ash' ? shellOf('ash') : lacking.has(name) ? undefined : tools[name];
  if (!program) {
    yield* self.printError(`${name}: applet not found\n`);
    return 127;
  }
  return (yield* self.wait(self.spawn({ argv: [name, ...args], program }))).code;
}
