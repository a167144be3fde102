import { parseRfc3339, second, type Micros } from '../sim/index.ts';
import { Failure } from './failure.ts';
import { duration } from './flags/numbers.ts';

/**
 * A `--since` or `--until` as the API wants it, seconds since the epoch: a span before now (`10m`), a time with or
 * without zone, or the seconds themselves. Models moby api/types/time GetTimestamp.
 *
 * @param flag named in the error, where the command does so
 */
export function since(text: string, now: Micros, flag = ''): string {
  if (text === '' || /^\d+(\.\d+)?$/.test(text)) return text;
  if (/^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return seconds(now - duration(text) / 1000);
  const [date = '', time = ''] = text.split(/[T ]/);
  const full = time === '' ? `${date}T00:00:00Z` : `${date}T${padTime(time)}`;
  const at = parseRfc3339(full);
  if (at === undefined) {
    const where = flag === '' ? '' : `invalid value for "${flag}": `;
    throw new Failure(`${where}failed to parse value as time or duration: ${JSON.stringify(text)}`);
  }
  return seconds(at);
}

function padTime(time: string): string {
  const [, clock = '', zone = ''] = /^([\d:.]*)(.*)$/.exec(time) ?? [];
  return clock + ':00'.repeat(Math.max(0, 3 - clock.split(':').length)) + (zone || 'Z');
}

function seconds(at: Micros): string {
  return `${Math.floor(at / second)}.${String((at % second) * 1000).padStart(9, '0')}`;
}
