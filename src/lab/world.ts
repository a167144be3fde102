import { createEngine, createRegistry, type Engine } from '../engine/index.ts';
import {
  createHost,
  lazily,
  type FileSystem,
  type Host,
  type ImageDefinition,
  type TreeSource,
} from '../host/index.ts';
import { Fabric } from '../net/index.ts';
import { userland } from '../shell/index.ts';
import { Chance, Clock, second, type Micros } from '../sim/index.ts';
import type { LabHeader } from './port.ts';

/** A machine and the engine installed on it. */
export interface Machine {
  readonly host: Host;
  readonly engine: Engine;
}

/** Everything that is emulated in one lab. */
export interface World {
  readonly clock: Clock;
  readonly fabric: Fabric;
  /** By host name, in the order of the topology. */
  readonly machines: ReadonlyMap<string, Machine>;
}

/** The hosts were switched on this long before the lab's first instant, so that a lab opens on a settled cluster. */
const bootTime: Micros = 60 * second;

/**
 * Builds the machines of a topology and switches them on, `bootTime` before the lab begins.
 * @param cached which images each host has already: all, or references such as `nginx:1.25`
 */
export function buildWorld(
  header: LabHeader,
  images: readonly ImageDefinition[],
  cached: 'all' | readonly string[],
): World {
  const clock = new Clock(header.start - bootTime);
  const fabric = new Fabric(clock);
  const registry = createRegistry(images);
  const names = header.topology.hosts.map(({ name, address }) => `${address}\t${name}\n`).join('');
  const machines = new Map<string, Machine>();
  for (const spec of header.topology.hosts) {
    const chance = new Chance(`${header.seed}/${spec.name}`);
    const host = createHost({ ...spec, clock, chance, fabric });
    plant(host.root.files, userland());
    plant(host.root.files, dockerClient);
    host.root.files.writeFile('/etc/hosts', `127.0.0.1\tlocalhost\n\n${names}`);
    machines.set(spec.name, { host, engine: createEngine({ host, registry, cached }) });
    host.powerOn();
  }
  return { clock, fabric, machines };
}

const dockerClient: TreeSource = {
  '/usr/bin/docker': lazily(() => import('../cli/index.ts'), 'docker'),
  '/usr/share/bash-completion/completions/docker': lazily(() => import('../cli/index.ts'), 'dockerCompletion'),
};

/** Writes a list of files into a tree that is in use; directories on the way are made. */
function plant(files: FileSystem, source: TreeSource): void {
  for (const [path, entry] of Object.entries(source)) {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (parent !== '' && !files.exists(parent)) files.mkdir(parent, { parents: true });
    if (typeof entry === 'function') files.writeProgram(path, entry);
    else if (typeof entry === 'string') files.writeFile(path, entry);
    else if ('link' in entry) {
      if (files.exists(path)) files.remove(path);
      files.symlink(entry.link, path);
    } else if ('directory' in entry) files.mkdir(path, { parents: true, ...(entry.mode ? { mode: entry.mode } : {}) });
    else files.writeFile(path, entry.content, entry);
  }
}
