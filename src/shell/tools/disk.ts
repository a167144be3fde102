import type { Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { human } from './list.ts';
import type { Programs } from './lazy.ts';
import { getopt, program } from './options.ts';

/** Kilobytes of 4 KiB blocks below a path, told of each directory on the way. */
function* usage(self: Process, path: string, visit: (path: string, size: number) => Co<void>): Co<number> {
  const { files } = self.space;
  const full = self.resolve(path);
  const stat = files.stat(full, { followLink: false });
  let size = stat.kind === 'symlink' ? 0 : Math.ceil(stat.size / 4096) * 4;
  if (stat.kind !== 'directory') return size;
  for (const name of files.list(full)) size += yield* usage(self, path === '/' ? `/${name}` : `${path}/${name}`, visit);
  yield* visit(path, size);
  return size;
}

const du = program(
  function* (self) {
    const options = getopt(self.argv, 'shad:ckm', {
      summarize: 's',
      'human-readable': 'h',
      all: 'a',
      'max-depth': 'd',
    });
    const depth = options.has('s') ? 0 : Number(options.value('d') ?? Infinity);
    const shown = (kb: number): string => (options.has('h') ? (kb === 0 ? '0' : human(kb * 1024)) : String(kb));
    for (const path of options.operands.length > 0 ? options.operands : ['.']) {
      let told = false;
      const base = path.split('/').length;
      const size = yield* usage(self, path, function* (at, kb) {
        if (at === path) told = true;
        if (at.split('/').length - base <= depth) yield* self.print(`${shown(kb)}\t${at}\n`);
      });
      if (!told) yield* self.print(`${shown(size)}\t${path}\n`);
    }
    return 0;
  },
  (path) => `cannot access '${path}'`,
);

const DISK = 20 * 1024 * 1024;

const df = program(function* (self) {
  const options = getopt(self.argv, 'hTki', { 'human-readable': 'h', 'print-type': 'T' });
  const h = options.has('h');
  const cell = (kb: number): string => (h ? (kb === 0 ? '0' : human(kb * 1024)) : String(kb));
  const rows = self.space.files.mounts
    .filter((mount) => mount.type !== 'proc')
    .map((mount) => {
      const size = mount.type === 'tmpfs' ? Math.floor(self.host.memory / 2048) : DISK;
      const used = mount.type === 'tmpfs' ? 0 : 3_412_480;
      const percent = `${Math.ceil((used / size) * 100)}%`;
      return [
        mount.source,
        ...(options.has('T') ? [mount.type] : []),
        cell(size),
        cell(used),
        cell(size - used),
        percent,
        mount.target,
      ];
    });
  const head = [
    'Filesystem',
    ...(options.has('T') ? ['Type'] : []),
    h ? 'Size' : '1K-blocks',
    'Used',
    h ? 'Avail' : 'Available',
    'Use%',
    'Mounted on',
  ];
  const left = options.has('T') ? 2 : 1;
  const widths = head.map((title, i) =>
    Math.max(i === 0 ? 14 : h ? 5 : 0, title.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  for (const row of [head, ...rows]) {
    const cells = row.map((text, i) =>
      i === row.length - 1
        ? text
        : i < left
          ? text.padEnd(widths[i] ?? 0)
          : text.padStart(i === row.length - 2 ? 4 : (widths[i] ?? 0)),
    );
    yield* self.print(`${cells.join(' ')}\n`);
  }
  return 0;
});

export const disk: Programs = { du, df };
