import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { LabOptions } from '../lab/index.ts';
import { replay, type Transcript } from './transcript.ts';

/*
 * Replays recordings of a real swarm in the emulator.
 *   replay FILE.json                prints {"scenario", "steps": [{"i", "stdout", "stderr", "exit"}]}
 *   replay DIR --out OUT            writes OUT/<same name> for each recording
 *   --images MODULE                 exports `options: Partial<LabOptions>`, the images of the recordings
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, images: { type: 'string' } },
});
const [source] = positionals;
if (!source) {
  console.error('usage: replay FILE.json | replay DIR --out OUT');
  process.exit(2);
}

const options = values.images
  ? ((await import(resolve(values.images))) as { options: Partial<LabOptions> }).options
  : {};

async function answer(path: string): Promise<string> {
  const transcript = JSON.parse(readFileSync(path, 'utf8')) as Transcript;
  return JSON.stringify({ scenario: transcript.scenario, steps: await replay(transcript, options) });
}

if (statSync(source).isDirectory()) {
  const out = values.out ?? 'replay';
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(source).filter((file) => file.endsWith('.json')))
    writeFileSync(join(out, name), await answer(join(source, name)));
} else {
  const text = await answer(source);
  if (values.out) {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, basename(source)), text);
  } else console.log(text);
}
