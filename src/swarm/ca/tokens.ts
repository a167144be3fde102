import type { Chance } from '../../sim/index.ts';

/** A join token: the root CA's digest (shared with a sibling), and a secret of its own. */
export function joinToken(chance: Chance, role: 'worker' | 'manager', sibling?: string): string {
  const digest = sibling?.split('-')[2] ?? chance.base36('root CA', 'digest', 50);
  return `SWMTKN-1-${digest}-${chance.base36('join token', role, 25)}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes given in hexadecimal. */
export function base64(hex: string): string {
  let text = '';
  for (let i = 0; i < hex.length; i += 6) {
    const bytes = hex.slice(i, i + 6);
    const bits = parseInt(bytes.padEnd(6, '0'), 16);
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]).join('');
    text += digits.slice(0, bytes.length / 2 + 1).padEnd(4, '=');
  }
  return text;
}

/** The key that opens a locked manager: 32 bytes, base64 without padding. */
export function unlockKey(chance: Chance): string {
  return `SWMKEY-1-${base64(chance.hex('unlock key', '', 64)).replace(/=+$/, '')}`;
}
