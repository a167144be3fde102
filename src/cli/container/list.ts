import type { ContainerSummary, Port } from '../../api/index.ts';
import type { Micros } from '../../sim/index.ts';
import { filtersOf } from '../filters.ts';
import { list, type Listing, type Row } from '../format/listing.ts';
import { ellipsis, shortId, withoutDigest } from '../format/text.ts';
import { goTime, humanDuration, humanSize } from '../format/units.ts';
import { rfc3339, second } from '../../sim/index.ts';
import type { Command } from '../spec.ts';

const listing: Listing = {
  type: '*formatter.ContainerContext',
  headers: {
    ID: 'CONTAINER ID',
    Names: 'NAMES',
    Image: 'IMAGE',
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    RunningFor: 'CREATED',
    Ports: 'PORTS',
    State: 'STATE',
    Status: 'STATUS',
    Size: 'SIZE',
    Labels: 'LABELS',
    Mounts: 'MOUNTS',
    LocalVolumes: 'LOCAL VOLUMES',
    Networks: 'NETWORKS',
    Platform: 'PLATFORM',
  },
  show: ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'],
  raw: 'container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\nstate: {{- pad .State 1 0}}\nstatus: {{- pad .Status 1 0}}\nnames: {{.Names}}\nlabels: {{- pad .Labels 1 0}}\nports: {{- pad .Ports 1 0}}\n',
};

/** `docker ps`. */
export const listContainers: Command = function* (call) {
  const { self, api, flags } = call;
  const latest = flags.is('latest') ? 1 : flags.number('last', -1);
  const format = flags.text('format');
  const size = flags.is('size') || /\.Size\b/.test(format);
  const containers = yield* api.get<ContainerSummary[]>('/containers/json', {
    all: flags.is('all'),
    limit: latest > 0 ? latest : undefined,
    size,
    filters: filtersOf(flags),
  });
  const rows = containers.map((container) => rowOf(container, self.clock.now, flags.is('no-trunc')));
  const show = size ? [...listing.show, 'Size'] : listing.show;
  yield* list(call, { ...listing, show }, rows, format, flags.is('quiet'));
};

function rowOf(container: ContainerSummary, now: Micros, full: boolean): Row {
  const labels = container.Labels ?? {};
  const names = container.Names.map((name) => name.replace(/^\//, ''));
  const mounts = (container.Mounts ?? []).map((mount) => mount.Name ?? mount.Source);
  const size = humanSize(container.SizeRw ?? 0, 3);
  return {
    ID: full ? container.Id : shortId(container.Id),
    Names: full ? names.join(',') : (names.find((name) => !name.includes('/')) ?? ''),
    Image: imageOf(container, full),
    Command: JSON.stringify(full ? container.Command : ellipsis(container.Command, 20)),
    CreatedAt: goTime(rfc3339(container.Created * second)),
    RunningFor: `${humanDuration(now / second - container.Created)} ago`,
    Ports: containerPorts(container.Ports ?? []),
    State: container.State,
    Status: container.Status,
    Size: container.SizeRootFs ? `${size} (virtual ${humanSize(container.SizeRootFs, 3)})` : size,
    Labels: Object.keys(labels)
      .sort()
      .map((key) => `${key}=${labels[key]}`)
      .join(','),
    Label: (name) => labels[name] ?? '',
    Mounts: mounts.map((name) => (full ? name : ellipsis(name, 15))).join(','),
    LocalVolumes: String((container.Mounts ?? []).filter((mount) => mount.Driver === 'local').length),
    Networks: Object.keys(container.NetworkSettings?.Networks ?? {}).join(','),
    Platform: '',
  };
}

function imageOf({ Image, ImageID }: ContainerSummary, full: boolean): string {
  if (Image === '') return '<no image>';
  if (full) return Image;
  return shortId(ImageID) === shortId(Image) ? shortId(ImageID) : withoutDigest(Image);
}

/** `0.0.0.0:80->9090/tcp, 9988/tcp`: equal neighbours in one range; models formatter.DisplayablePorts. */
export function containerPorts(ports: readonly Port[]): string {
  const sorted = [...ports].sort(
    (a, b) =>
      a.PrivatePort - b.PrivatePort ||
      compare(a.IP ?? '', b.IP ?? '') ||
      (a.PublicPort ?? 0) - (b.PublicPort ?? 0) ||
      compare(a.Type, b.Type),
  );
  const text = (ip: string, type: string, first: number, last: number): string => {
    const range = first === last ? String(first) : `${first}-${last}`;
    return `${ip === '' ? '' : `${ip}:${range}->`}${range}/${type}`;
  };
  const groups = new Map<string, { ip: string; type: string; first: number; last: number }>();
  const shown: string[] = [];
  const mapped: string[] = [];
  for (const { IP = '', PrivatePort: inside, PublicPort: outside = 0, Type: type } of sorted) {
    const ip = IP.includes(':') ? `[${IP}]` : IP;
    if (ip !== '' && outside !== inside) {
      mapped.push(`${ip}:${outside}->${inside}/${type}`);
      continue;
    }
    const key = `${ip}/${type}`;
    const group = groups.get(key);
    if (group && inside === group.last + 1) group.last = inside;
    else if (!group || inside !== group.last) {
      if (group) shown.push(text(group.ip, group.type, group.first, group.last));
      groups.set(key, { ip, type, first: inside, last: inside });
    }
  }
  for (const { ip, type, first, last } of groups.values()) shown.push(text(ip, type, first, last));
  return [...shown, ...mapped].join(', ');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
