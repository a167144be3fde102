/** A block of IPv4 addresses; addresses are whole numbers. */
export interface Cidr {
  readonly base: number;
  /** Length of the prefix. */
  readonly length: number;
}

export const sizeOf = ({ length }: Cidr): number => 2 ** (32 - length);

export function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts?.every((part) => part < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Parses `10.0.0.0/24`; host bits are dropped. Undefined when it is no IPv4 block. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length] = text.split('/');
  const number = parseAddress(address ?? '');
  const bits = Number(length);
  if (number === undefined || !/^\d+$/.test(length ?? '') || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  return { base: Math.floor(number / size) * size, length: bits };
}

export const formatCidr = ({ base, length }: Cidr): string => `${formatAddress(base)}/${String(length)}`;

export const contains = (cidr: Cidr, address: number): boolean =>
  address >= cidr.base && address < cidr.base + sizeOf(cidr);

export const overlaps = (a: Cidr, b: Cidr): boolean => a.base < b.base + sizeOf(b) && b.base < a.base + sizeOf(a);

/** The lowest free block of a length in some pools; undefined when all are taken (models moby libnetwork/ipams). */
export function freeBlock(pools: readonly Cidr[], length: number, taken: readonly Cidr[]): Cidr | undefined {
  const step = 2 ** (32 - length);
  for (const pool of pools)
    for (let base = pool.base; base < pool.base + sizeOf(pool);) {
      const block = { base, length };
      const clash = taken.find((other) => overlaps(block, other));
      if (!clash) return block;
      const after = clash.base + sizeOf(clash);
      base = pool.base + Math.max(1, Math.ceil((after - pool.base) / step)) * step;
      if (base <= block.base) base = block.base + step;
    }
  return undefined;
}
