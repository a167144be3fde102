import { Errno, signalNamed, signals, type Process } from '../../host/index.ts';
import { day, hour, minute, second, type Co } from '../../sim/index.ts';
import { strftime } from '../strftime.ts';
import { human } from './list.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

const command = (p: Process): string => p.argv.join(' ');
const shortName = (p: Process): string => (p.argv[0] ?? '').replace(/^-/, '').split('/').pop() ?? '';
const elapsed = (span: number): string => {
  const [d, h, m, s] = [
    Math.floor(span / day),
    Math.floor(span / hour) % 24,
    Math.floor(span / minute) % 60,
    Math.floor(span / second) % 60,
  ];
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${d > 0 ? `${d}-` : ''}${d > 0 || h > 0 ? `${two(h)}:` : ''}${two(m)}:${two(s)}`;
};

interface Column {
  title: string;
  left?: boolean;
  width?: number;
  cell: (p: Process) => string;
}

const pts = (p: Process): string => (p.terminal ? 'pts/0' : '?');
const started = (p: Process): string => strftime(p.clock.now - p.startedAt < day ? '%H:%M' : '%b%d', p.startedAt);

const pid: Column = { title: 'PID', width: 7, cell: (p) => String(p.pid) };
const tty: Column = { title: 'TTY', left: true, width: 8, cell: pts };
const time: Column = { title: 'TIME', width: 8, cell: () => '00:00:00' };
const columns: Readonly<Record<string, Column>> = {
  pid,
  ppid: { title: 'PPID', width: 7, cell: (p) => String(p.ppid) },
  user: { title: 'USER', left: true, width: 8, cell: (p) => p.user.name },
  uid: { title: 'UID', width: 5, cell: (p) => String(p.user.uid) },
  comm: { title: 'COMMAND', left: true, cell: shortName },
  cmd: { title: 'CMD', left: true, cell: command },
  args: { title: 'COMMAND', left: true, cell: command },
  command: { title: 'COMMAND', left: true, cell: command },
  stat: { title: 'STAT', left: true, width: 4, cell: (p) => p.state },
  state: { title: 'S', left: true, cell: (p) => p.state },
  tty,
  time,
  etime: { title: 'ELAPSED', width: 11, cell: (p) => elapsed(p.clock.now - p.startedAt) },
  pcpu: { title: '%CPU', width: 4, cell: () => '0.0' },
  pmem: { title: '%MEM', width: 4, cell: () => '0.1' },
  rss: { title: 'RSS', width: 5, cell: () => '3456' },
};

const layouts: Readonly<Record<'plain' | 'full' | 'aux' | 'busybox', readonly Column[]>> = {
  plain: [pid, tty, time, { title: 'CMD', left: true, cell: shortName }],
  full: [
    { title: 'UID', left: true, width: 8, cell: (p) => p.user.name },
    pid,
    { title: 'PPID', width: 7, cell: (p) => String(p.ppid) },
    { title: 'C', width: 2, cell: () => '0' },
    { title: 'STIME', left: true, width: 5, cell: started },
    tty,
    time,
    { title: 'CMD', left: true, cell: command },
  ],
  aux: [
    { title: 'USER', left: true, width: 8, cell: (p) => p.user.name },
    pid,
    { title: '%CPU', width: 4, cell: () => '0.0' },
    { title: '%MEM', width: 4, cell: () => '0.1' },
    { title: 'VSZ', width: 6, cell: () => '7236' },
    { title: 'RSS', width: 5, cell: () => '3456' },
    { title: 'TTY', left: true, width: 8, cell: pts },
    { title: 'STAT', left: true, width: 4, cell: (p) => p.state + (p.terminal?.foreground === p.pgid ? '+' : '') },
    { title: 'START', left: true, width: 5, cell: started },
    { title: 'TIME', width: 6, cell: () => '0:00' },
    { title: 'COMMAND', left: true, cell: command },
  ],
  busybox: [
    { title: 'PID', left: true, width: 5, cell: (p) => String(p.pid) },
    { title: 'USER', left: true, width: 8, cell: (p) => p.user.name },
    { title: 'TIME', width: 5, cell: () => '0:00' },
    { title: 'COMMAND', left: true, cell: command },
  ],
};

function table(processes: readonly Process[], layout: readonly Column[], head: boolean): string {
  const rows = processes.map((p) => layout.map((column) => column.cell(p)));
  const all = head ? [layout.map((column) => column.title), ...rows] : rows;
  return all
    .map((row) => {
      const cells = row.map((text, i) => {
        const { left, width = 0 } = layout[i] as Column;
        const last = i === row.length - 1;
        return left ? (last ? text : text.padEnd(width)) : text.padStart(width);
      });
      return `${cells.join(' ')}\n`;
    })
    .join('');
}

function* ps(self: Process): Co<number> {
  const words = self.argv.slice(1);
  const all = [...self.space.processes.values()].sort((a, b) => a.pid - b.pid);
  const format = words.findIndex((word) => /^-?[a-zA-Z]*o$/.test(word) || word.startsWith('-o'));
  const flags = words.filter((word) => !/^\d|,/.test(word)).join('');
  if (format >= 0) {
    const word = words[format] ?? '';
    const names = (word.startsWith('-o') && word.length > 2 ? word.slice(2) : (words[format + 1] ?? '')).split(',');
    const layout = names.map((name) => {
      const [key = '', title] = name.split('=');
      const column = columns[key.replace('%', 'p')];
      return (
        column && (title === undefined ? column : { ...column, title, width: title === '' ? 0 : (column.width ?? 0) })
      );
    });
    const unknown = names.find((_, i) => !layout[i]);
    if (unknown !== undefined) {
      yield* self.printError(`error: unknown user-defined format specifier "${unknown}"\n`);
      return 1;
    }
    const wanted = /[eAax]/.test(flags.replace(/o.*/, '')) ? all : all.filter((p) => p.terminal === self.terminal);
    const known = layout.filter((column) => column !== undefined);
    yield* self.print(table(wanted, known, !known.every((column) => column.title === '')));
    return 0;
  }
  const byPid = words.indexOf('-p');
  const chosen = byPid >= 0 ? all.filter((p) => (words[byPid + 1] ?? '').split(',').includes(String(p.pid))) : all;
  // Images built on busybox have its short table and no options.
  if (self.space.files.exists('/bin/busybox')) yield* self.print(table(all, layouts.busybox, true));
  else if (/u/.test(flags) && !flags.startsWith('-u')) yield* self.print(table(chosen, layouts.aux, true));
  else if (/f/.test(flags))
    yield* self.print(
      table(/[eA]/.test(flags) ? chosen : chosen.filter((p) => p.terminal === self.terminal), layouts.full, true),
    );
  else if (/[eAax]/.test(flags) || byPid >= 0) yield* self.print(table(chosen, layouts.plain, true));
  else
    yield* self.print(
      table(
        chosen.filter((p) => p.terminal !== undefined && p.terminal === self.terminal),
        layouts.plain,
        true,
      ),
    );
  return 0;
}

const kill = program(function* (self) {
  const words = self.argv.slice(1);
  let name = 'TERM';
  if (words[0] === '-l') {
    yield* self.print(`${signals.map((signal) => signal.slice(3)).join(' ')}\n`);
    return 0;
  }
  if (words[0] === '-s') [, name = ''] = words.splice(0, 2);
  else if (/^-[^-]/.test(words[0] ?? '')) name = (words.shift() ?? '').slice(1);
  const probe = name === '0';
  const signal = signalNamed(name);
  if (!signal && !probe) throw new Failure(`unknown signal ${name}`);
  if (words.length === 0) throw new Failure('not enough arguments');
  let status = 0;
  for (const word of words) {
    try {
      if (signal) self.kill(Number(word), signal);
      else if (!self.space.processes.has(Number(word))) throw new Errno('ESRCH');
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      yield* self.printError(`kill: (${word}): ${error.message}\n`);
      status = 1;
    }
  }
  return status;
});

/** `killall`, `pkill`, `pgrep`: processes by name. */
const byName = program(function* (self, name) {
  const signalWord = self.argv.slice(1).find((word) => /^-(\d+|[A-Z]{3,}\d?)$/.test(word));
  const options = getopt(
    self.argv.filter((word) => word !== signalWord),
    'fxs:lanqe',
    { signal: 's' },
  );
  const [pattern] = options.operands;
  if (pattern === undefined) throw new Failure('no matching criteria specified', 2);
  const signal = signalNamed(options.value('s') ?? signalWord?.slice(1) ?? 'TERM');
  if (!signal) throw new Failure(`${signalWord}: unknown signal`, 2);
  const found = [...self.space.processes.values()].filter((p) => {
    if (p.pid === self.pid || p.exit) return false;
    if (name === 'killall' || options.has('x')) return shortName(p) === pattern;
    return new RegExp(pattern).test(options.has('f') ? command(p) : shortName(p));
  });
  if (found.length === 0 && name === 'killall') yield* self.printError(`${pattern}: no process found\n`);
  for (const p of found.sort((a, b) => a.pid - b.pid)) {
    if (name === 'pgrep')
      yield* self.print(
        `${p.pid}${options.has('l') ? ` ${shortName(p)}` : options.has('a') ? ` ${command(p)}` : ''}\n`,
      );
    else self.kill(p.pid, signal);
  }
  return Number(found.length === 0);
});

const free = program(function* (self) {
  const options = getopt(self.argv, 'hmgkbt', { human: 'h', mega: 'm' });
  const total = self.host.memory;
  const used = Math.floor(total * 0.18);
  const cache = Math.floor(total * 0.22);
  const show = (n: number): string => {
    if (options.has('h')) return `${human(n)}${n > 0 ? 'i' : 'B'}`;
    return String(
      Math.floor(n / (options.has('b') ? 1 : options.has('m') ? 1024 ** 2 : options.has('g') ? 1024 ** 3 : 1024)),
    );
  };
  const row = (label: string, cells: number[]): string =>
    `${label.padEnd(8)}${cells.map((n) => show(n).padStart(12)).join('')}\n`;
  yield* self.print(`               total        used        free      shared  buff/cache   available\n`);
  yield* self.print(row('Mem:', [total, used, total - used - cache, 1024 * 1024, cache, total - used]));
  yield* self.print(row('Swap:', [0, 0, 0]));
  return 0;
});

const power: Programs[string] = function* (self) {
  const name = self.argv[0]?.split('/').pop() ?? '';
  const again = name === 'reboot' || self.argv.includes('-r');
  const { host } = self;
  // The machine takes a moment to go down; a reboot is up again after a few seconds.
  self.clock.after(second, () => {
    host.powerOff();
    if (again) self.clock.after(5 * second, () => host.powerOn());
  });
  for (;;) yield* self.sleep(hour);
};

export const programs: Programs = {
  ps,
  kill,
  killall: byName,
  pkill: byName,
  pgrep: byName,
  free,
  reboot: power,
  poweroff: power,
  shutdown: power,
  halt: power,
};
