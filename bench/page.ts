/*
 * `npm run bench:page`: how long the built lesson page takes from navigation to a usable prompt (median of 7, nothing
 * cached), at full speed and with the page's main thread slowed down four times, and the size of what it loads.
 */
import { chromium } from '@playwright/test';
import { findBrowser } from '../scripts/browser.ts';
import { reportSizes } from '../scripts/budgets.ts';
import { serveDist } from '../scripts/dist-server.ts';
import { loadedScripts, timeToPrompt } from '../scripts/first-load.ts';

const runs = 7;
const target = 1000;

const { executablePath, args } = await findBrowser();
const server = await serveDist();
const browser = await chromium.launch({ executablePath, args: [...args] });

/** Milliseconds to the prompt in a fresh profile. */
async function measure(slowdown: number): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const time = await timeToPrompt(page, server);
  await context.close();
  return time;
}

try {
  for (const slowdown of [1, 4]) {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await measure(slowdown));
    const sorted = times.map(Math.round).sort((a, b) => a - b);
    const median = sorted[(runs - 1) / 2] ?? NaN;
    const verdict = slowdown === 1 ? `, target ${target} ms${median > target ? ', MISSED' : ''}` : '';
    console.log(`navigation to prompt, ${slowdown}× slower CPU: median ${median} ms of ${sorted.join(' ')}${verdict}`);
  }
  console.log();
  reportSizes(await loadedScripts(await browser.newPage(), server));
} finally {
  await browser.close();
  server.close();
}
