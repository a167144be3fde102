import type { ImageDefinition } from '../host/index.ts';
import { image } from './define.ts';

const release = (id: string, version: string, pretty: string): string =>
  `PRETTY_NAME="${pretty}"\nNAME="${id}"\nVERSION_ID="${version}"\nID=${id.toLowerCase()}\n`;

/** The operating systems: nothing in them runs by itself but a shell. */
export const baseImages: readonly ImageDefinition[] = [
  image('alpine', {
    tags: ['latest', '3', '3.22'],
    base: 'alpine',
    created: '2025-10-08T11:04:56Z',
    layers: [8_320_000],
    config: { Cmd: ['/bin/sh'] },
    files: { '/etc/os-release': release('Alpine', '3.22.2', 'Alpine Linux v3.22'), '/etc/alpine-release': '3.22.2\n' },
  }),
  image('busybox', {
    tags: ['latest', '1.37'],
    base: 'alpine',
    created: '2024-09-26T21:31:42Z',
    layers: [4_280_000],
    config: { Cmd: ['sh'] },
  }),
  image('debian', {
    tags: ['latest', 'bookworm', '12'],
    base: 'debian',
    created: '2025-10-20T00:00:00Z',
    layers: [116_500_000],
    config: { Cmd: ['bash'] },
    files: { '/etc/os-release': release('Debian', '12', 'Debian GNU/Linux 12 (bookworm)') },
  }),
  ...(
    [
      ['24.04', ['latest', '24.04', 'noble'], '2025-10-01T08:24:02Z', 78_100_000],
      ['22.04', ['22.04', 'jammy'], '2025-09-10T05:58:26Z', 77_900_000],
      ['14.04', ['14.04', 'trusty'], '2021-03-25T22:33:03Z', 196_500_000],
    ] as const
  ).map(([version, tags, created, size]) =>
    image('ubuntu', {
      tags,
      base: 'debian',
      created,
      layers: [size],
      config: { Cmd: ['/bin/bash'] },
      files: { '/etc/os-release': release('Ubuntu', version, `Ubuntu ${version} LTS`) },
    }),
  ),
];
