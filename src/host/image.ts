import type { Micros } from '../sim/index.ts';
import type { Host } from './types.ts';

/** The files of an image, as `Host.makeTree` takes them: path → content, program, link or directory. */
export type TreeSource = Parameters<Host['makeTree']>[0];

/** How a container is started from an image (the OCI image configuration). */
export interface ImageConfig {
  Cmd?: string[];
  Entrypoint?: string[];
  Env?: string[];
  ExposedPorts?: string[];
  Volumes?: string[];
  WorkingDir?: string;
  User?: string;
  Labels?: Record<string, string>;
  StopSignal?: string;
  Healthcheck?: { Test: string[]; Interval?: number; Timeout?: number; StartPeriod?: number; Retries?: number };
}

/**
 * One image, in the few lines that a lesson or an embedding page needs too: names, configuration, files. IDs and digests
 * that are not given are hashed from the rest.
 */
export interface ImageDefinition {
  /** Repository and tags, `nginx` and `['latest', '1.27']`; all tags name the same image. */
  repository: string;
  tags: readonly string[];
  config: ImageConfig;
  /** Called once per use, so that big images cost nothing until then. */
  files: () => TreeSource;
  /** Manifest digest in the registry, `sha256:` and 64 hex digits. */
  digest?: string;
  /** Bytes on disk. */
  size?: number;
  created?: Micros;
  /** Layers as `docker pull` shows and `docker history` tells them: bytes and the command that made each. */
  layers?: readonly { size: number; createdBy: string }[];
  platforms?: readonly { os: string; architecture: string }[];
}
