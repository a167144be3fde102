import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { errors, type Page } from '@playwright/test';
import type { DistServer } from './dist-server.ts';

/** The page that is measured: the first lesson. */
export const lessonPath = '/ko/service-modes/';

/** What the first prompt of a lesson begins with. */
const prompt = 'root@swarm-manager';

declare global {
  // Set by the page under measurement once its prompt stands.
  var promptTime: number | undefined;
}

/** Opens the lesson page; its prompt will be noted. */
async function visit(page: Page, server: DistServer): Promise<void> {
  await page.addInitScript((text) => {
    const look = (): void => {
      const shown = [...document.querySelectorAll('.xterm-rows')].some((rows) => rows.textContent.includes(text));
      if (shown) globalThis.promptTime = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, prompt);
  await page.goto(server.origin + lessonPath, { waitUntil: 'commit' });
}

/** Waits for the prompt: milliseconds from the start of navigation until it stood; undefined when it did not in time. */
async function promptWithin(page: Page, timeout: number): Promise<number | undefined> {
  try {
    const time = await page.waitForFunction(() => globalThis.promptTime, undefined, { timeout, polling: 50 });
    return await time.jsonValue();
  } catch (error) {
    if (error instanceof errors.TimeoutError) return undefined;
    throw error;
  }
}

/**
 * Opens the lesson page and waits for its prompt.
 *
 * @returns milliseconds from the start of navigation until the prompt stood on the screen
 */
export async function timeToPrompt(page: Page, server: DistServer): Promise<number> {
  await visit(page, server);
  const time = await promptWithin(page, 60_000);
  if (time === undefined) throw new Error('No prompt within a minute.');
  return time;
}

/** One script that the page fetched. */
export interface Chunk {
  readonly path: string;
  /** Whether the prompt needs it; the others are fetched while the learner reads. */
  readonly first: boolean;
  /** Whether it runs in the lab's worker: emulator, command and shell. */
  readonly emulator: boolean;
  /** KiB after gzip -9. */
  readonly gzip: number;
}

/** The scripts that a file of dist/ names: all, or only those without which it does not run. */
function named(path: string, which: 'all' | 'static'): string[] {
  const pattern = {
    all: /["'`](?:\.\/|\/_astro\/)([\w.~-]+\.js)["'`]/g,
    static: /(?:from|import)\s*["']\.\/([\w.~-]+\.js)["']/g,
  }[which];
  return [...readFileSync(`dist${path}`, 'utf8').matchAll(pattern)].map(([, name = '']) => `/_astro/${name}`);
}

function closure(path: string, which: 'all' | 'static', found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const other of named(path, which)) closure(other, which, found);
  return found;
}

/** How long a page may stand still before it is given the next script that it asked for. Milliseconds. */
const patience = 800;

/**
 * Opens the lesson in a fresh page and finds out which scripts its prompt needs. A script that those given so far import
 * is given at once; any other only when no prompt comes without it, in the order of asking.
 */
export async function loadedScripts(page: Page, server: DistServer): Promise<Chunk[]> {
  const given = new Set<string>();
  const allowed = new Set<string>(
    named(`${lessonPath}index.html`, 'all').flatMap((path) => [...closure(path, 'static')]),
  );
  const held: { path: string; give: () => void }[] = [];
  server.gate = (path) => {
    if (!path.endsWith('.js')) return undefined;
    if (allowed.has(path)) {
      given.add(path);
      return undefined;
    }
    return new Promise((give) => held.push({ path, give }));
  };
  const give = ({ path, give }: { path: string; give: () => void }): void => {
    for (const each of closure(path, 'static')) allowed.add(each);
    given.add(path);
    give();
    for (const next of held.splice(0)) {
      if (!allowed.has(next.path)) held.push(next);
      else {
        given.add(next.path);
        next.give();
      }
    }
  };
  await visit(page, server);
  while ((await promptWithin(page, patience)) === undefined) {
    const next = held.shift();
    if (next) give(next);
  }
  const later: string[] = [];
  server.gate = (path) => {
    if (path.endsWith('.js')) later.push(path);
    return undefined;
  };
  for (const { path, give } of held) {
    later.push(path);
    give();
  }
  await page.waitForLoadState('networkidle');
  server.gate = undefined;

  const scripts = [...new Set([...given, ...later])];
  const workers = scripts.filter((path) => /\/worker[.-]/.test(path));
  if (workers.length === 0) throw new Error('No worker was asked for: how is the lab run?');
  const inWorker = new Set(workers.flatMap((path) => [...closure(path, 'all')]));
  return scripts
    .map((path) => ({
      path,
      first: given.has(path),
      emulator: inWorker.has(path),
      gzip: gzipSync(readFileSync(`dist${path}`), { level: 9 }).length / 1024,
    }))
    .sort((a, b) => Number(b.first) - Number(a.first) || b.gzip - a.gzip);
}
