import { devices } from './device.ts';
import type { Files } from './files.ts';
import { treeOf, type Body, type Disk, type DiskTree } from './inode.ts';
import { service, ssh, systemctl } from './lazy.ts';
import type { Machine } from './machine.ts';
import type { Host } from './types.ts';

const folder = { directory: true } as const;

/** The disk of a fresh Debian 12 machine, before programs are installed. */
export function standardTree(
  host: Machine,
  peers: readonly { name: string; address: string }[],
): Parameters<Host['makeTree']>[0] {
  const names = peers.map(({ name, address }) => `${address}\t${name}\n`).join('');
  return {
    '/boot': folder,
    '/etc/group': 'root:x:0:\ndaemon:x:1:\nsudo:x:27:\ndocker:x:998:\nnogroup:x:65534:\n',
    '/etc/hostname': `${host.name}\n`,
    '/etc/hosts': `127.0.0.1\tlocalhost\n${host.address}\t${host.name}\n${names}`,
    '/etc/os-release': osRelease,
    '/etc/passwd': passwd,
    '/etc/resolv.conf': 'nameserver 192.168.99.1\n',
    '/home': folder,
    '/media': folder,
    '/mnt': folder,
    '/opt': folder,
    '/root': { directory: true, mode: 0o700 },
    '/srv': folder,
    '/tmp': { directory: true, mode: 0o1777 },
    '/usr/bin/ssh': ssh,
    '/usr/bin/systemctl': systemctl,
    '/usr/lib': folder,
    '/usr/local/bin': folder,
    '/usr/local/sbin': folder,
    '/usr/sbin/service': service,
    '/usr/share': folder,
    '/var/lib': folder,
    '/var/log': folder,
    '/var/tmp': { directory: true, mode: 0o1777 },
    '/bin': { link: 'usr/bin' },
    '/lib': { link: 'usr/lib' },
    '/sbin': { link: 'usr/sbin' },
    '/var/run': { link: '/run' },
  };
}

const osRelease = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
`;

const passwd = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`;

/** Mounts what the kernel itself provides: /dev, /proc. */
export function mountKernel(host: Machine, disk: Disk, files: Files): void {
  files.mount({ target: '/proc', source: 'proc', type: 'proc', readOnly: false, tree: procTree(host, disk, files) });
  files.mount({ target: '/dev', source: 'tmpfs', type: 'tmpfs', readOnly: false, tree: deviceTree(disk) });
}

/** What a boot finds empty: /run. */
export function mountRun(disk: Disk, files: Files): void {
  const target = '/run';
  if (files.mounts.some((mount) => mount.target === target)) files.unmount(target);
  files.mount({ target, source: 'tmpfs', type: 'tmpfs', readOnly: false, tree: treeOf(disk.directory()) });
}

function deviceTree(disk: Disk): DiskTree {
  const root = disk.directory();
  for (const device of [...Object.keys(devices), 'tty', 'stdin', 'stdout', 'stderr'])
    root.entries.set(device, disk.make({ kind: 'device', device }));
  root.entries.set('shm', disk.directory(0o1777));
  return treeOf(root);
}

function procTree(host: Machine, disk: Disk, files: Files): DiskTree {
  const seconds = (span: number): string => (span / 1_000_000).toFixed(2);
  const memory = (name: string, share: number): string =>
    `${`${name}:`.padEnd(16)}${String(Math.floor((host.memory / 1024) * share)).padStart(8)} kB\n`;
  const generated: Record<string, () => string> = {
    cpuinfo: () =>
      Array.from(
        { length: host.cpus },
        (_, i) => `processor\t: ${i}\nmodel name\t: Virtual CPU\ncpu cores\t: ${host.cpus}\n\n`,
      ).join(''),
    loadavg: () => `0.00 0.00 0.00 1/${host.root.processes.size} ${Math.max(...host.root.processes.keys())}\n`,
    meminfo: () => memory('MemTotal', 1) + memory('MemFree', 0.6) + memory('MemAvailable', 0.8),
    mounts: () =>
      files.mounts.map((m) => `${m.source} ${m.target} ${m.type} ${m.readOnly ? 'ro' : 'rw'},relatime 0 0\n`).join(''),
    uptime: () => {
      const up = host.clock.now - host.bootedAt;
      return `${seconds(up)} ${seconds(up * host.cpus)}\n`;
    },
    version: () =>
      `Linux version ${host.kernelRelease} (debian-kernel@lists.debian.org) #1 SMP PREEMPT_DYNAMIC Debian\n`,
  };
  const root = disk.directory(0o555);
  for (const [name, content] of Object.entries(generated))
    root.entries.set(name, disk.make({ kind: 'generated', content } satisfies Body));
  return treeOf(root);
}
