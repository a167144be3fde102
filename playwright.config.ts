import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.ts';

const { executablePath, args } = await findBrowser();
const port = 4420;

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 60_000,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list', { printSteps: false }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath, args: [...args] },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node scripts/dist-server.ts ${port}`,
    url: `http://127.0.0.1:${port}/ko/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
