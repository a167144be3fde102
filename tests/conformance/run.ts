import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

/*
 * conformance [DIR] [-v]: replays a folder of recordings and ends with the score line of compare.mjs. For the project's
 * own recordings it fails where the loose score has fallen more than a point below what was agreed (score.json).
 */

const args = process.argv.slice(2);
const verbose = args.includes('-v');
const here = import.meta.dirname;
const own = join(here, 'transcripts');
const folder = args.find((arg) => !arg.startsWith('-')) ?? own;
const out = mkdtempSync(join(tmpdir(), 'conformance-'));

/** Runs a script of ours; what it prints is shown, and returned. */
function node(...argv: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, argv, {
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  process.stdout.write(stdout);
  if (status !== 0) process.exitCode = status ?? 1;
  return stdout;
}

node(join(here, '../../src/bin/replay.ts'), folder, '--out', out, '--images', join(here, 'images.ts'));
const report = node(join(here, 'compare.mjs'), folder, out, ...(verbose ? ['-v'] : []));
rmSync(out, { recursive: true });

if (folder === own) {
  const agreed = JSON.parse(readFileSync(join(here, 'score.json'), 'utf8')) as { loose: number };
  const loose = Number(/loose ([\d.]+) %/.exec(report.trimEnd().split('\n').at(-1) ?? '')?.[1]);
  if (!(loose >= agreed.loose - 1)) {
    process.stderr.write(`The loose score fell from ${agreed.loose} % by more than a point.\n`);
    process.exitCode = 1;
  }
}
