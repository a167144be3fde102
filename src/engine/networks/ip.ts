/** An IPv4 subnet: its first address as a number, and the length of its prefix. */
export interface Subnet {
  readonly base: number;
  readonly prefix: number;
}

/** `10.0.0.1` as a number; undefined where the text is no IPv4 address. */
export function parseIp(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

export function formatIp(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** `172.17.0.0/16`; undefined where the text is none. Host bits are dropped. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', length = ''] = text.split('/');
  const ip = parseIp(address);
  const prefix = Number(length);
  if (ip === undefined || !/^\d{1,2}$/.test(length) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(ip / size) * size, prefix };
}

export const formatSubnet = (subnet: Subnet): string => `${formatIp(subnet.base)}/${subnet.prefix}`;

export const sizeOf = (subnet: Subnet): number => 2 ** (32 - subnet.prefix);

export const contains = (subnet: Subnet, address: number): boolean =>
  address >= subnet.base && address < subnet.base + sizeOf(subnet);

export const overlaps = (a: Subnet, b: Subnet): boolean => contains(a, b.base) || contains(b, a.base);

/** The MAC address that libnetwork gives an interface: 02:42 and the bytes of its address. */
export function macOf(address: string): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return ['02', '42', ...bytes].join(':');
}

/** Local address pools in the order of use (moby libnetwork/ipamutils: PredefinedLocalScopeDefaultNetworks). */
const pools: readonly (readonly [pool: string, prefix: number])[] = [
  ['172.17.0.0/16', 16],
  ['172.18.0.0/16', 16],
  ['172.19.0.0/16', 16],
  ['172.20.0.0/14', 16],
  ['172.24.0.0/14', 16],
  ['172.28.0.0/14', 16],
  ['192.168.0.0/16', 20],
];

/** The first free local pool; undefined when all are taken. */
export function freePool(taken: readonly Subnet[]): Subnet | undefined {
  for (const [text, prefix] of pools) {
    const pool = parseSubnet(text) as Subnet;
    const step = 2 ** (32 - prefix);
    for (let base = pool.base; base < pool.base + sizeOf(pool); base += step)
      if (!taken.some((other) => overlaps(other, { base, prefix }))) return { base, prefix };
  }
  return undefined;
}
