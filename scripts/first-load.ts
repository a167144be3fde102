import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { DistServer } from './dist-server.ts';

/** The page that is measured: the first lesson. */
export const lessonPath = '/ko/service-modes/';

/** What the first prompt of a lesson begins with. */
const prompt = 'root@swarm-manager';

/**
 * Opens the lesson page and waits for its prompt.
 *
 * @returns milliseconds from the start of navigation until the prompt stood on the screen
 */
export async function openLesson(page: Page, server: DistServer): Promise<number> {
  await page.addInitScript((text) => {
    const look = (): void => {
      const shown = [...document.querySelectorAll('.xterm-rows')].some((rows) => rows.textContent.includes(text));
      if (shown) Object.assign(globalThis, { promptAt: performance.now() });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, prompt);
  await page.goto(server.origin + lessonPath, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => (globalThis as { promptAt?: number }).promptAt, undefined, {
    timeout: 60_000,
    polling: 50,
  });
  return (await at.jsonValue()) ?? NaN;
}

/** One script of the first load. */
export interface Chunk {
  readonly path: string;
  /** Whether it runs in the lab's worker: emulator, command and shell. */
  readonly emulator: boolean;
  /** KiB after gzip -9. */
  readonly gzip: number;
}

/** Everything that a script names of the other scripts, and what those name. */
function named(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(`dist${path}`, 'utf8');
  for (const [, other = ''] of text.matchAll(/["'`](\.\/[\w.~-]+\.js)["'`]/g))
    named(posix.join(posix.dirname(path), other), found);
  return found;
}

/** The scripts asked for so far, largest first. */
export function chunks(server: DistServer): Chunk[] {
  const scripts = [...new Set(server.asked.filter((path) => path.endsWith('.js')))];
  const workers = scripts.filter((path) => /\/worker[.-]/.test(path));
  if (workers.length === 0) throw new Error('No worker was asked for: how is the lab run?');
  const inWorker = new Set(workers.flatMap((path) => [...named(path)]));
  return scripts
    .map((path) => ({
      path,
      emulator: inWorker.has(path),
      gzip: gzipSync(readFileSync(`dist${path}`), { level: 9 }).length / 1024,
    }))
    .sort((a, b) => b.gzip - a.gzip);
}
