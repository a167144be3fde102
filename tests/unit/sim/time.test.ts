import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civil,
  day,
  fromNanoseconds,
  hour,
  parseRfc3339,
  rfc3339,
  second,
  toNanoseconds,
} from '../../../src/sim/index.ts';

/** Whole milliseconds, as far as microseconds are exact in a number: years 1685 to 2255. */
const instants = fc.integer({ min: -9e12, max: 9e12 }).map((milliseconds) => milliseconds * 1_000);

describe('the calendar', () => {
  it('agrees with the one of the language', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const date = new Date(at / 1_000);
        expect(civil(at)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour: date.getUTCHours(),
          minute: date.getUTCMinutes(),
          second: date.getUTCSeconds(),
          micros: date.getUTCMilliseconds() * 1_000,
          weekday: date.getUTCDay(),
        });
      }),
    );
  });

  it('knows its leap days', () => {
    const after = (text: string): string => rfc3339((parseRfc3339(text) ?? NaN) + day).slice(0, 10);
    expect(after('2024-02-28T00:00:00Z')).toBe('2024-02-29');
    expect(after('2026-02-28T00:00:00Z')).toBe('2026-03-01');
    expect(after('1900-02-28T00:00:00Z')).toBe('1900-03-01');
    expect(after('2000-02-28T00:00:00Z')).toBe('2000-02-29');
    expect(after('2026-12-31T00:00:00Z')).toBe('2027-01-01');
  });
});

describe('RFC 3339', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [1_795_344_169_440_760, '2026-11-22T10:42:49.44076Z'],
    [1_000, '1970-01-01T00:00:00.001Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
    [-62_135_596_800 * second, '0001-01-01T00:00:00Z'],
  ])('writes %d as %s', (at, text) => {
    expect(rfc3339(at)).toBe(text);
    expect(parseRfc3339(text)).toBe(at);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(instants, fc.nat(999), (at, micros) => {
        expect(parseRfc3339(rfc3339(at + micros))).toBe(at + micros);
      }),
    );
  });

  it('reads offsets, lower case, and more digits than it keeps', () => {
    const noon = parseRfc3339('2026-11-22T12:00:00Z') ?? NaN;
    expect(parseRfc3339('2026-11-22T21:00:00+09:00')).toBe(noon);
    expect(parseRfc3339('2026-11-22T08:30:00-03:30')).toBe(noon);
    expect(parseRfc3339('2026-11-22t12:00:00z')).toBe(noon);
    expect(parseRfc3339('2026-11-22T12:00:00')).toBe(noon);
    expect(parseRfc3339('2026-11-22T12:00:00.123456789Z')).toBe(noon + 123_456);
    expect(parseRfc3339('2026-11-22T12:00:00.5Z')).toBe(noon + 500_000);
  });

  it.each([
    '',
    'now',
    '2026-11-22',
    '2026-11-22T12:00',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T12:60:00Z',
  ])('does not read %j', (text) => {
    expect(parseRfc3339(text)).toBeUndefined();
  });
});

describe('spans', () => {
  it('cross to nanoseconds and back', () => {
    expect(toNanoseconds(hour)).toBe(3_600_000_000_000);
    expect(fromNanoseconds(5_000_000_000)).toBe(5 * second);
    expect(fromNanoseconds(1_499)).toBe(1);
  });
});
