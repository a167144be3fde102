import { list, type Listing, type Row } from '../format/listing.ts';
import { humanSize } from '../format/units.ts';
import { Failure } from '../failure.ts';
import type { Command } from '../spec.ts';

interface Usage {
  LayersSize: number;
  Images: { Size: number; SharedSize: number; Containers: number }[] | null;
  Containers: { SizeRw?: number; State: string }[] | null;
  Volumes: { UsageData?: { Size: number; RefCount: number } | null }[] | null;
  BuildCache?: unknown[] | null;
}

const listing: Listing = {
  type: '*formatter.diskUsageImagesContext',
  headers: { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' },
  show: ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'],
};

/** `docker system df`. */
export const df: Command = function* (call) {
  const { api, flags } = call;
  if (flags.is('verbose')) throw new Failure("docker: 'docker system df --verbose' is not emulated by Swarmbox");
  const usage = yield* api.get<Usage>('/system/df');
  const images = usage.Images ?? [];
  const containers = usage.Containers ?? [];
  const volumes = usage.Volumes ?? [];
  const sum = <T>(items: readonly T[], size: (item: T) => number): number =>
    items.reduce((total, item) => total + Math.max(0, size(item)), 0);
  const active = ['running', 'paused', 'restarting'];
  const used = sum(
    images.filter((each) => each.Containers > 0),
    (each) => each.Size - Math.max(0, each.SharedSize),
  );
  const volumeSize = sum(volumes, (each) => each.UsageData?.Size ?? 0);
  const stopped = containers.filter((each) => !active.includes(each.State));
  const rows = [
    row(
      'Images',
      images.length,
      images.filter((each) => each.Containers > 0).length,
      usage.LayersSize,
      usage.LayersSize - used,
    ),
    row(
      'Containers',
      containers.length,
      containers.length - stopped.length,
      sum(containers, (each) => each.SizeRw ?? 0),
      sum(stopped, (each) => each.SizeRw ?? 0),
    ),
    row(
      'Local Volumes',
      volumes.length,
      volumes.filter((each) => (each.UsageData?.RefCount ?? 0) > 0).length,
      volumeSize,
      sum(
        volumes.filter((each) => (each.UsageData?.RefCount ?? 0) === 0),
        (each) => each.UsageData?.Size ?? 0,
      ),
    ),
    row('Build Cache', (usage.BuildCache ?? []).length, 0, 0, 0),
  ];
  yield* list(call, listing, rows, flags.text('format'));
};

function row(type: string, total: number, active: number, size: number, reclaimable: number): Row {
  const share = size > 0 ? ` (${Math.trunc((reclaimable / size) * 100)}%)` : '';
  return {
    Type: type,
    TotalCount: String(total),
    Active: String(active),
    Size: humanSize(size),
    Reclaimable: humanSize(reclaimable) + (type === 'Build Cache' ? '' : share),
  };
}
