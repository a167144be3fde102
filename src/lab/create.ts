import { catalogue } from '../images/index.ts';
import { parseRfc3339 } from '../sim/index.ts';
import { Lab, type LabOptions } from './lab.ts';
import type { LabHeader, Topology } from './port.ts';

/** Scripts of another version are replayed, and compared by their digests of the view. */
export const emulatorVersion = '0.1.0';

/** The first instant of a lab that does not name one. */
const firstInstant = parseRfc3339('2026-11-02T09:00:00Z') ?? 0;

/** A header for a new lab. */
export function headerOf(topology: Topology, seed: string): LabHeader {
  return { format: 1, emulator: emulatorVersion, seed, start: firstInstant, topology, images: 'default' };
}

/** A lab in this thread, for tests and tools (a page opens one in a worker with `openLab`). */
export function createLab(header: LabHeader, options: Partial<LabOptions> = {}): Lab {
  return new Lab(header, { images: catalogue(), ...options });
}
