import { civil, day, hour, minute, parseRfc3339, second, type Micros } from '../../sim/index.ts';
import { strftime } from '../strftime.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

const units: Readonly<Record<string, Micros>> = {
  sec: second,
  second: second,
  min: minute,
  minute,
  hour,
  day,
  week: 7 * day,
};

/** An instant as `date -d` reads it: `@seconds`, ISO dates, `now`, `yesterday`, `2 hours ago`, `+1 day`. */
function parseDate(text: string, now: Micros): Micros | undefined {
  const trimmed = text.trim();
  if (/^@-?\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed.slice(1)) * second);
  const named: Readonly<Record<string, Micros>> = { now: 0, today: 0, '': 0, yesterday: -day, tomorrow: day };
  const offset = named[trimmed];
  if (offset !== undefined) return now + offset;
  const relative = /^([+-]?)(\d+)\s*(sec|second|min|minute|hour|day|week)s?(\s+ago)?$/.exec(trimmed);
  if (relative) {
    const span = Number(relative[2]) * (units[relative[3] ?? ''] ?? 0);
    return relative[4] !== undefined || relative[1] === '-' ? now - span : now + span;
  }
  if (/^\d{4}-\d\d-\d\d$/.test(trimmed)) return parseRfc3339(`${trimmed}T00:00:00Z`);
  return parseRfc3339(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/.test(trimmed) ? `${trimmed}:00` : trimmed.replace(/ UTC$/, ''));
}

const date = program(function* (self) {
  const options = getopt(self.argv, 'ud:RIr:', { utc: 'u', date: 'd', 'rfc-email': 'R', 'iso-8601': 'I' });
  const wanted = options.value('d');
  const file = options.value('r');
  let at: Micros | undefined = self.clock.now;
  if (wanted !== undefined) at = parseDate(wanted, self.clock.now);
  if (file !== undefined) at = self.space.files.stat(self.resolve(file)).mtime;
  if (at === undefined) throw new Failure(`invalid date ‘${wanted}’`);
  const [format] = options.operands;
  if (format !== undefined && !format.startsWith('+')) throw new Failure(`invalid date ‘${format}’`);
  const chosen = options.has('R') ? '%a, %d %b %Y %T %z' : options.has('I') ? '%F' : '%a %b %e %T %Z %Y';
  yield* self.print(`${strftime(format?.slice(1) ?? chosen, at)}\n`);
  return 0;
});

const uptime = program(function* (self) {
  const text = self.space.files.exists('/proc/uptime') ? self.space.files.readFile('/proc/uptime') : '0';
  const up = Number(text.split(' ')[0]) * second;
  const c = civil(up);
  const days = Math.floor(up / day);
  const clock = c.hour > 0 ? `${c.hour}:${String(c.minute).padStart(2, '0')}` : `${c.minute} min`;
  const since = `${days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''}${clock}`;
  yield* self.print(` ${strftime('%T', self.clock.now)} up ${since},  1 user,  load average: 0.00, 0.00, 0.00\n`);
  return 0;
});

export const programs: Programs = { date, uptime };
