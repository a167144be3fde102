/** An instant (microseconds since the Unix epoch) or a span (microseconds). Always an integer. */
export type Micros = number;

export const microsecond: Micros = 1;
export const millisecond: Micros = 1_000;
export const second: Micros = 1_000_000;
export const minute: Micros = 60 * second;
export const hour: Micros = 60 * minute;
export const day: Micros = 24 * hour;

/** Nanoseconds, the unit of every duration in the Engine API, as a span. */
export function fromNanoseconds(ns: number): Micros {
  return Math.round(ns / 1_000);
}

/** A span as nanoseconds, the unit of every duration in the Engine API. */
export function toNanoseconds(span: Micros): number {
  return span * 1_000;
}

/** A calendar instant in UTC. Months and days count from 1. */
export interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micros: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** The calendar reading of an instant (Gregorian, UTC, no leap seconds). */
export function civil(at: Micros): Civil {
  const days = Math.floor(at / day);
  const rest = at - days * day;
  // Days since 0000-03-01, in 400-year eras: the usual days-to-civil arithmetic, valid for any year.
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    hour: Math.floor(rest / hour),
    minute: Math.floor(rest / minute) % 60,
    second: Math.floor(rest / second) % 60,
    micros: rest % second,
    weekday: (((days + 4) % 7) + 7) % 7,
  };
}

const padded = (n: number, width = 2): string => String(n).padStart(width, '0');

/** `2026-11-22T10:42:49.44076Z`: RFC 3339 with the fraction's trailing zeros dropped, as Go prints a time in JSON. */
export function rfc3339(at: Micros): string {
  const c = civil(at);
  const fraction = c.micros === 0 ? '' : `.${padded(c.micros, 6).replace(/0+$/, '')}`;
  return `${padded(c.year, 4)}-${padded(c.month)}-${padded(c.day)}T${padded(c.hour)}:${padded(c.minute)}:${padded(c.second)}${fraction}Z`;
}

/**
 * The instant of an RFC 3339 time with any offset (none is UTC); undefined where the text is no time. Digits past
 * microseconds are dropped.
 */
export function parseRfc3339(text: string): Micros | undefined {
  const m = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):?(\d\d))?$/.exec(text);
  if (!m) return undefined;
  const [year, month, date, h, min, s] = m.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const days =
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
  const micros = Number((m[7] ?? '').padEnd(6, '0').slice(0, 6));
  const offset = m[8] ? (m[8] === '-' ? -1 : 1) * (Number(m[9]) * hour + Number(m[10]) * minute) : 0;
  const at = days * day + h * hour + min * minute + s * second + micros;
  const c = civil(at); // reads back otherwise where there is no such day or time
  const exists = c.month === month && c.day === date && c.hour === h && c.minute === min && c.second === s;
  return exists ? at - offset : undefined;
}
