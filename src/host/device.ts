import type { Chance, Co } from '../sim/index.ts';
import { Handle, type Owner, type Stream } from './open-file.ts';
import { Errno, type OpenFile } from './types.ts';

interface Behaviour {
  /** What a read gives; at most `max` characters. */
  read: (max: number, chance: Chance) => string;
  /** Throws where a write fails. */
  write?: () => void;
}

/** A machine word of noise at a time is enough for every `head -c` of a lesson. */
const NOISE = 512;

/** Printable or not, but one byte each in UTF-8. */
function noise(max: number, chance: Chance): string {
  const digits = chance.hex('urandom', '', 2 * Math.min(max, NOISE));
  return digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16) & 0x7f));
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
