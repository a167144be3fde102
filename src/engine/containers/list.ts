import type { ContainerSummary } from '../../api/index.ts';
import { Filters } from '../api/filters.ts';
import { flag, type Query } from '../api/query.ts';
import type { Daemon } from '../daemon.ts';
import { parseReference } from '../images/reference.ts';
import type { Container } from './container.ts';
import { identityFiles } from './environment.ts';
import { walk } from './files.ts';
import { summary } from './present.ts';

const known =
  'ancestor before exited expose health id is-task isolation label name network publish since status volume'.split(' ');
const statuses = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** GET /containers/json: newest first (models moby daemon/list.go). */
export function listContainers(daemon: Daemon, query: Query): ContainerSummary[] {
  const filters = new Filters(query, known);
  filters.check('status', statuses, (value) => `invalid filter 'status=${value}'`);
  filters.check('is-task', ['true', 'false', '1', '0'], (value) => `invalid filter 'is-task=${value}'`);
  const limit = Number(query.get('limit') ?? 0);
  const all = flag(query, 'all') || limit > 0 || filters.has('status') || filters.has('exited');
  const newestFirst = [...daemon.containers.all].reverse();
  const [before] = filters.get('before').map((name) => daemon.containers.get(name));
  const [since] = filters.get('since').map((name) => daemon.containers.get(name));
  const rows = newestFirst.filter(
    (container) =>
      (all || container.running) &&
      (!before || newestFirst.indexOf(container) > newestFirst.indexOf(before)) &&
      (!since || newestFirst.indexOf(container) < newestFirst.indexOf(since)) &&
      matches(daemon, container, filters),
  );
  const shown = limit > 0 ? rows.slice(0, limit) : rows;
  const size = flag(query, 'size');
  return shown.map((container) => {
    const row = summary(daemon, container);
    return size ? { ...row, SizeRw: 0, SizeRootFs: container.image.remote.size } : row;
  });
}

function matches(daemon: Daemon, container: Container, filters: Filters): boolean {
  const networks = [...container.endpoints.values()];
  const ports = daemon.ports.of(container);
  const health = container.health?.status ?? 'none';
  return (
    filters.any('id', (id) => container.id.startsWith(id)) &&
    filters.any('name', (name) => pattern(name).test(container.name) || pattern(name).test(`/${container.name}`)) &&
    filters.is('status', container.status) &&
    filters.any(
      'exited',
      (code) => container.startedAt !== undefined && !container.running && code === String(container.exitCode),
    ) &&
    filters.labels('label', container.config.Labels) &&
    filters.any('ancestor', (image) => isAncestor(daemon, container, image)) &&
    filters.any('network', (name) => networks.some((e) => e.network === name || e.networkId.startsWith(name))) &&
    filters.any('volume', (at) =>
      container.mounts.some(({ point }) => point.Name === at || point.Destination === at),
    ) &&
    filters.any('publish', (port) => ports.some((b) => samePort(port, b.hostPort, b.protocol))) &&
    filters.any('expose', (port) =>
      Object.keys(container.config.ExposedPorts).some((key) => key === port || key === `${port}/tcp`),
    ) &&
    filters.is('health', health) &&
    filters.any('is-task', (value) => ['true', '1'].includes(value) === (container.ties !== undefined))
  );
}

/** The name filter is a regular expression; one that is none matches nothing. */
function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    return /$^/;
  }
}

function isAncestor(daemon: Daemon, container: Container, name: string): boolean {
  const image = daemon.images.find(name);
  if (image) return image === container.image;
  const ref = parseReference(name);
  return ref !== undefined && container.config.Image.split('@')[0] === name;
}

const samePort = (wish: string, port: number, protocol: string): boolean =>
  wish === String(port) || wish === `${port}/${protocol}`;

/** GET /containers/{id}/changes: what differs from the image. Kind 0 changed, 1 added, 2 deleted. */
export function changesOf(daemon: Daemon, container: Container): { Path: string; Kind: 0 | 1 | 2 }[] {
  const fresh = daemon.host.createSpace({
    id: `diff-${container.id}`,
    hostname: '',
    root: daemon.host.makeTree(container.image.remote.definition.files()),
  });
  const present =
    container.space ?? daemon.host.createSpace({ id: `look-${container.id}`, hostname: '', root: container.root });
  // Mounts are no part of the layer; nor are the three files that Docker mounts into every container.
  const mounted = new Set([...present.files.mounts.map(({ target }) => target), ...identityFiles]);
  const paths = (files: typeof present.files): Set<string> =>
    new Set([...walk(files)].filter((path) => ![...mounted].some((m) => m !== '/' && path.startsWith(m))));
  const [old, now] = [paths(fresh.files), paths(present.files)];
  const changed = new Map<string, 0 | 1 | 2>();
  const touch = (path: string, kind: 0 | 1 | 2): void => {
    changed.set(path, kind);
    for (
      let parent = path.slice(0, path.lastIndexOf('/'));
      parent !== '';
      parent = parent.slice(0, parent.lastIndexOf('/'))
    )
      if (!changed.has(parent)) changed.set(parent, 0);
  };
  for (const path of now) {
    if (!old.has(path)) touch(path, 1);
    else if (present.files.stat(path).kind === 'file' && present.files.readFile(path) !== fresh.files.readFile(path))
      touch(path, 0);
  }
  for (const path of old) if (!now.has(path)) touch(path, 2);
  fresh.destroy();
  if (present !== container.space) present.destroy();
  return [...changed].map(([Path, Kind]) => ({ Path, Kind })).sort((a, b) => (a.Path < b.Path ? -1 : 1));
}
