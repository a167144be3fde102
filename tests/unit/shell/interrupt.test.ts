import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { advance, machine } from './machine.ts';

/** Runs `bash -c line`, sends SIGINT to all of it after a second, and returns its status. */
async function interrupted(line: string): Promise<number | undefined> {
  const { clock, host } = machine();
  host.root.files.writeProgram('/usr/bin/patient', function* (self) {
    try {
      yield* self.sleep(60 * second);
    } catch {
      return 7;
    }
    return 0;
  });
  let status: number | undefined;
  const shell = host.root.start({ argv: ['bash', '-c', line], onExit: ({ code }) => (status = code) });
  await advance(clock, clock.now + second);
  for (const process of [...host.root.processes.values()]) if (process.pgid === shell.pgid) process.signal('SIGINT');
  await advance(clock, clock.now + 5 * second);
  return status;
}

describe('a script that is interrupted', () => {
  it('ends as its child does, which caught the signal', async () => expect(await interrupted('patient')).toBe(7));

  it('goes on after a child that caught it', async () => expect(await interrupted('patient; exit 3')).toBe(3));

  it('dies of it where its child did', async () => expect(await interrupted('sleep 60; exit 3')).toBe(130));
});
