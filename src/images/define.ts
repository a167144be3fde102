import type { ImageConfig, ImageDefinition, TreeSource } from '../host/index.ts';
import { busybox, userland } from '../shell/index.ts';
import { parseRfc3339 } from '../sim/index.ts';

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What an image is built on: the programs in it, and the size and command of its first layer. */
const bases = {
  debian: { files: userland, createdBy: '/bin/sh -c #(nop) ADD file:rootfs.tar.xz in / ' },
  alpine: { files: busybox, createdBy: 'ADD alpine-minirootfs-x86_64.tar.gz / # buildkit' },
  scratch: { files: (): TreeSource => ({}), createdBy: 'COPY / / # buildkit' },
} as const;

export interface ImageOptions {
  tags: readonly string[];
  base: keyof typeof bases;
  /** RFC 3339. */
  created: string;
  /** Bytes of each layer, the base first. */
  layers: readonly number[];
  config: ImageConfig;
  files?: TreeSource;
}

/** An image of the catalogue on one of the usual bases. */
export function image(
  repository: string,
  { tags, base, created, layers, config, files }: ImageOptions,
): ImageDefinition {
  const { files: system, createdBy } = bases[base];
  const command = config.Cmd
    ? `CMD [${config.Cmd.map((word) => JSON.stringify(word)).join(' ')}]`
    : 'COPY / / # buildkit';
  return {
    repository,
    tags,
    created: parseRfc3339(created) ?? 0,
    size: layers.reduce((sum, size) => sum + size, 0),
    layers: layers.map((size, i) => ({ size, createdBy: i === 0 ? createdBy : command })),
    config: { ...config, Env: [path, ...(config.Env ?? [])] },
    files: () => ({ ...system(), ...files }),
  };
}
