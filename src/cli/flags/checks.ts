/* The checks of docker/cli opts that judge one value of a repeatable flag. */

const positive = (value: number): number => {
  if (value < 0) throw new Error('duration cannot be negative');
  return value;
};

/** Durations that may not be negative. */
export const positiveDuration = positive;

/** `key=value`, or `key` alone. */
export function env(text: string): string {
  if (text === '' || text.startsWith('=')) throw new Error(`invalid environment variable: ${text}`);
  return text;
}

export function label(text: string): string {
  const key = text.split('=')[0] as string;
  if (key.trim() === '') throw new Error(`invalid label '${text}': empty name`);
  if (/\s/.test(key.trim())) throw new Error(`label '${key}' contains whitespaces`);
  return text;
}

/** An address of either family, checked by its shape. */
export function isAddress(text: string): boolean {
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(text))
    return text.split('.').every((part) => Number(part) < 256 && !/^0\d/.test(part));
  const groups = text.split(':');
  const short = text.includes('::');
  const known = groups.every((group) => /^[0-9a-fA-F]{0,4}$/.test(group));
  return (
    known && (short ? groups.length <= 9 && !/::.*::|:::/.test(text) : groups.length === 8 && !groups.includes(''))
  );
}

export function address(text: string): string {
  if (!isAddress(text.trim())) throw new Error(`IP address is not correctly formatted: ${text}`);
  return text.trim();
}

export function extraHost(text: string): string {
  const [, host, ip] = /^([^:=]+)[:=](.*)$/.exec(text) ?? [];
  if (!host || ip === undefined) throw new Error(`bad format for add-host: ${JSON.stringify(text)}`);
  const bare = ip.replace(/^\[(.*)\]$/, '$1');
  if (bare !== 'host-gateway' && !isAddress(bare))
    throw new Error(`invalid IP address in add-host: ${JSON.stringify(ip)}`);
  return `${host}:${bare}`;
}

/** `--filter key=value`: the key in lower case, both trimmed. */
export function filter(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new Error('bad format of filter (expected name=value)');
  return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()];
}

export function genericResource(text: string): string {
  if (!/^[^=]+=[^=]*$/.test(text))
    throw new Error(`invalid generic-resource format \`${text}\` expected \`name=value\``);
  return text;
}

/** `name=soft[:hard]`. */
export function ulimit(text: string): { Name: string; Hard: number; Soft: number } {
  const [name, value, ...more] = text.split('=');
  if (value === undefined || more.length > 0) throw new Error(`invalid ulimit argument: ${text}`);
  if (!ulimits.includes(name as string)) throw new Error(`invalid ulimit type: ${name}`);
  const parts = value.split(':');
  if (parts.length > 2)
    throw new Error(`too many limit value arguments - ${value}, can only have up to two, \`soft[:hard]\``);
  const [soft, hard = soft] = parts.map((part) => {
    if (!/^-?\d+$/.test(part)) throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(part)}: invalid syntax`);
    return Number(part);
  }) as [number, number?];
  if (hard !== -1 && (soft === -1 || soft > hard))
    throw new Error(`ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`);
  return { Name: name as string, Hard: hard, Soft: soft };
}

const ulimits = 'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(
  ' ',
);
