import { parseRfc3339, type Micros } from '../../sim/index.ts';

const steps: readonly [limit: number, text: (seconds: number) => string][] = [
  [1, () => 'Less than a second'],
  [2, () => '1 second'],
  [60, (s) => `${Math.floor(s)} seconds`],
  [120, () => 'About a minute'],
  [3600, (s) => `${Math.floor(s / 60)} minutes`],
];
const longSteps: readonly [limit: number, text: (hours: number) => string][] = [
  [2, () => 'About an hour'],
  [48, (h) => `${h} hours`],
  [24 * 7 * 2, (h) => `${Math.floor(h / 24)} days`],
  [24 * 30 * 2, (h) => `${Math.floor(h / 24 / 7)} weeks`],
  [24 * 365 * 2, (h) => `${Math.floor(h / 24 / 30)} months`],
  [Infinity, (h) => `${Math.floor(h / 24 / 365)} years`],
];

/** A span of seconds in docker's words: `About a minute`, `3 hours`; models docker/go-units HumanDuration. */
export function humanDuration(seconds: number): string {
  for (const [limit, text] of steps) if (seconds < limit) return text(seconds);
  const hours = Math.floor(seconds / 3600 + 0.5);
  for (const [limit, text] of longSteps) if (hours < limit) return text(hours);
  return '';
}

/** `5 minutes ago`, of an RFC 3339 time; Go's zero time where there is none. */
export function ago(now: Micros, time: string | undefined): string {
  return `${humanDuration((now - (parseRfc3339(time ?? '') ?? -62135596800e6)) / 1e6)} ago`;
}

/** Go's `%.<digits>g` of a number not below zero. */
export function general(value: number, digits: number): string {
  if (value !== 0 && (value < 0.0001 || value >= 10 ** digits)) {
    const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
    const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    return `${short}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
  }
  return String(Number(value.toPrecision(digits)));
}

function scaled(size: number, base: number, units: readonly string[], digits: number): string {
  let value = size;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${general(value, digits)}${units[unit]}`;
}

/** Base 1000: `142MB`. */
export const humanSize = (bytes: number, digits = 4): string =>
  scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'], digits);

/** Base 1024: `1.944GiB`. */
export const bytesSize = (bytes: number): string => scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'], 4);

/** Nanoseconds as Go prints a time.Duration: `1m30s`, `500ms`. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const ns = Math.abs(nanoseconds);
  if (ns < 1e3) return `${sign}${ns}ns`;
  if (ns < 1e6) return `${sign}${ns / 1e3}µs`;
  if (ns < 1e9) return `${sign}${ns / 1e6}ms`;
  const hours = Math.floor(ns / 3600e9);
  const minutes = Math.floor(ns / 60e9) % 60;
  const seconds = (ns % 60e9) / 1e9;
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}

/** `2026-11-22T10:42:49.44Z` as Go prints a time: `2026-11-22 10:42:49.44 +0000 UTC`. */
export function goTime(time: string | undefined, zone = 'UTC'): string {
  return `${(time ?? '0001-01-01T00:00:00Z').replace('T', ' ').replace(/Z$/, '')} +0000 ${zone}`;
}
