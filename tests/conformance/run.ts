import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

/* conformance [DIR] [-v]: replays a folder of recordings and ends with the score line of compare.mjs. */

const args = process.argv.slice(2);
const verbose = args.includes('-v');
const here = import.meta.dirname;
const folder = args.find((arg) => !arg.startsWith('-')) ?? join(here, 'transcripts');
const out = mkdtempSync(join(tmpdir(), 'conformance-'));

function node(...argv: string[]): void {
  const { status } = spawnSync(process.execPath, argv, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}

node(join(here, '../../src/bin/replay.ts'), folder, '--out', out, '--images', join(here, 'images.ts'));
node(join(here, 'compare.mjs'), folder, out, ...(verbose ? ['-v'] : []));
rmSync(out, { recursive: true });
