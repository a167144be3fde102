import type { Chance, Co } from '../sim/index.ts';
import { Handle, type Owner, type Stream } from './open-file.ts';
import { Errno, type OpenFile } from './types.ts';

interface Behaviour {
  /** What a read gives; at most `max` characters. */
  read: (max: number, chance: Chance) => string;
  /** Throws where a write fails. */
  write?: () => void;
}

/** A read of noise gives at most this many characters. */
const NOISE = 4_096;

/** Printable or not, but one byte each in UTF-8: a xorshift generator from one seeded draw per read. */
function noise(max: number, chance: Chance): string {
  const codes = new Uint8Array(Math.min(max, NOISE));
  let word = chance.integer('urandom', '', 0xffffffff) + 1;
  for (let i = 0; i < codes.length; i++) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    codes[i] = (word >>> 9) & 0x7f;
  }
  return String.fromCharCode(...codes);
}

const zeros = (max: number): string => '\0'.repeat(max);

/** The devices of /dev that are no terminal and no other name of an open file. */
export const devices: Readonly<Record<string, Behaviour>> = {
  null: { read: () => '' },
  zero: { read: zeros },
  full: {
    read: zeros,
    write: () => {
      throw new Errno('ENOSPC');
    },
  },
  random: { read: noise },
  urandom: { read: noise },
};

/** Opens a device. Throws ENXIO for one that has no driver. */
export function openDevice(name: string, chance: Chance, owner?: Owner): OpenFile {
  const behaviour = devices[name];
  if (!behaviour) throw new Errno('ENXIO');
  const stream: Stream = {
    kind: 'device',
    handles: 0,

    *read(max): Co<string> {
      return behaviour.read(max, chance);
    },

    *write(): Co<void> {
      behaviour.write?.();
    },
    release: () => undefined,
  };
  return new Handle(stream, owner);
}
