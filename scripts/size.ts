/* `npm run size`: the scripts that the built lesson page loads until its prompt, after gzip, against their budgets. */
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { reportSizes } from './budgets.ts';
import { serveDist } from './dist-server.ts';
import { loadedScripts } from './first-load.ts';

const { executablePath, args } = await findBrowser();
const server = await serveDist();
const browser = await chromium.launch({ executablePath, args: [...args] });
try {
  if (!reportSizes(await loadedScripts(await browser.newPage(), server))) process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}
