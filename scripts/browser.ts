import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** A browser to drive, and the arguments that it needs. */
export interface Browser {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium from an npm package, for Linux without root. */
async function packaged(): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: sparticuz } = await import('@sparticuz/chromium');
  const executablePath = await sparticuz.executablePath();
  try {
    execFileSync(executablePath, ['--version', '--no-sandbox'], { stdio: 'ignore' });
  } catch {
    return undefined; // the system lacks the libraries that it links
  }
  return { executablePath, args: [...sparticuz.args, ...args] };
}

/** Debian's own, with a font for Korean. */
function debian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return usual.find(existsSync);
}

/**
 * Finds a Chromium: $CHROMIUM_PATH, the usual places, Playwright's own, the one of an npm package, and at last Debian's
 * package, installed. Throws where there is none: browser tests are never skipped.
 */
export async function findBrowser(): Promise<Browser> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && !existsSync(given)) throw new Error(`CHROMIUM_PATH names no file: ${given}`);
  const found = [given, ...usual, chromium.executablePath()].find((path) => path && existsSync(path));
  if (found) return { executablePath: found, args };
  const fallback = await packaged();
  if (fallback) return fallback;
  const installed = debian();
  if (installed) return { executablePath: installed, args };
  throw new Error(
    'No Chromium found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its file.',
  );
}
