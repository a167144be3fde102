import type { ContainerSummary } from '../../api/index.ts';
import { second, type Co } from '../../sim/index.ts';
import { DaemonError } from '../failure.ts';
import { list, type Listing, type Row } from '../format/listing.ts';
import { shortId } from '../format/text.ts';
import { bytesSize, humanSize } from '../format/units.ts';
import { pathOf } from '../service/find.ts';
import type { Call, Command } from '../spec.ts';

interface CpuStats {
  cpu_usage: { total_usage: number; percpu_usage?: number[] };
  system_cpu_usage?: number;
  online_cpus?: number;
}

interface Stats {
  id: string;
  name: string;
  cpu_stats: CpuStats;
  precpu_stats: CpuStats;
  memory_stats: { usage?: number; limit?: number; stats?: Record<string, number> };
  networks?: Record<string, { rx_bytes: number; tx_bytes: number }>;
  blkio_stats?: { io_service_bytes_recursive?: { op: string; value: number }[] | null };
  pids_stats?: { current?: number };
}

const listing: Listing = {
  type: '*container.statsContext',
  headers: {
    ID: 'CONTAINER ID',
    Container: 'CONTAINER',
    Name: 'NAME',
    CPUPerc: 'CPU %',
    MemUsage: 'MEM USAGE / LIMIT',
    MemPerc: 'MEM %',
    NetIO: 'NET I/O',
    BlockIO: 'BLOCK I/O',
    PIDs: 'PIDS',
  },
  show: ['ID', 'Name', 'CPUPerc', 'MemUsage', 'MemPerc', 'NetIO', 'BlockIO', 'PIDs'],
};

/** `docker stats`: redrawn every second until Ctrl-C, or once with --no-stream. */
export const stats: Command = function* (call) {
  const { self, flags } = call;
  for (;;) {
    const rows = yield* readAll(call);
    if (!flags.is('no-stream')) yield* self.print('\x1b[2J\x1b[H');
    yield* list(call, listing, rows, flags.text('format'));
    if (flags.is('no-stream')) return;
    yield* self.sleep(second);
  }
};

function* readAll({ api, flags, args }: Call): Co<Row[]> {
  const names =
    args.length > 0
      ? args
      : (yield* api.get<ContainerSummary[]>('/containers/json', { all: flags.is('all') })).map(({ Id }) => Id);
  const rows: Row[] = [];
  for (const name of names) {
    try {
      rows.push(
        rowOf(
          name,
          yield* api.get<Stats>(pathOf('containers', name, '/stats'), { stream: 'false' }),
          flags.is('no-trunc'),
        ),
      );
    } catch (error) {
      // A container that went away between the list and the look is left out, unless it was asked for by name.
      if (!(error instanceof DaemonError) || args.length > 0) throw error;
    }
  }
  return rows;
}

function rowOf(container: string, { id, name, ...sample }: Stats, full: boolean): Row {
  const { cpu_stats: cpu, precpu_stats: before, memory_stats: memory } = sample;
  const spent = cpu.cpu_usage.total_usage - before.cpu_usage.total_usage;
  const passed = (cpu.system_cpu_usage ?? 0) - (before.system_cpu_usage ?? 0);
  const share = spent > 0 && passed > 0 ? (spent / passed) * (cpu.online_cpus ?? 1) * 100 : 0;
  const used = Math.max(0, (memory.usage ?? 0) - (memory.stats?.['inactive_file'] ?? 0));
  const limit = memory.limit ?? 0;
  const nets = Object.values(sample.networks ?? {});
  const total = (read: (net: { rx_bytes: number; tx_bytes: number }) => number): number =>
    nets.reduce((sum, net) => sum + read(net), 0);
  const block = (op: string): number =>
    (sample.blkio_stats?.io_service_bytes_recursive ?? [])
      .filter((each) => each.op.toLowerCase() === op)
      .reduce((sum, each) => sum + each.value, 0);
  return {
    ID: full ? id : shortId(id),
    Container: container,
    Name: name.replace(/^\//, ''),
    CPUPerc: `${share.toFixed(2)}%`,
    MemUsage: `${bytesSize(used)} / ${bytesSize(limit)}`,
    MemPerc: `${(limit > 0 ? (used / limit) * 100 : 0).toFixed(2)}%`,
    NetIO: `${humanSize(
      total((net) => net.rx_bytes),
      3,
    )} / ${humanSize(
      total((net) => net.tx_bytes),
      3,
    )}`,
    BlockIO: `${humanSize(block('read'), 3)} / ${humanSize(block('write'), 3)}`,
    PIDs: String(sample.pids_stats?.current ?? 0),
  };
}
