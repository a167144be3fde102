/** `T+00:00:11.6`: a span of virtual time (microseconds) as the clock shows it, cut to tenths. */
export function elapsed(micros: number): string {
  const tenths = Math.floor(micros / 100_000);
  const pad = (n: number): string => String(n).padStart(2, '0');
  const s = Math.floor(tenths / 10);
  return `T+${pad(Math.floor(s / 3600))}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}.${tenths % 10}`;
}
