import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { en } from '../../src/i18n/en.ts';
import { ko } from '../../src/i18n/ko.ts';
import { HostTerminal, languages } from './lab.ts';

const paths = { home: '', lesson: 'service-modes/' };
const screens = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const themes = ['light', 'dark'] as const;

/** Waits until the page's lab shows a prompt: from then on everything that comes by itself has come. */
async function settled(page: Page): Promise<void> {
  await expect
    .poll(() => new HostTerminal(page, 'swarm-manager').text(), { timeout: 30_000 })
    .toContain('root@swarm-manager');
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}

for (const language of languages)
  for (const [name, path] of Object.entries(paths))
    for (const theme of themes)
      for (const [screen, viewport] of Object.entries(screens))
        test(`axe finds nothing: ${name}, ${language}, ${theme}, ${screen}`, async ({ page }) => {
          await page.emulateMedia({ colorScheme: theme });
          await page.setViewportSize(viewport);
          await page.goto(`/${language}/${path}`);
          if (name === 'lesson' && screen === 'phone') {
            const views = page.getByRole('navigation', { name: { ko, en }[language].views });
            for (const view of ['terminal', 'map', 'text'] as const) {
              await views.getByRole('button', { name: { ko, en }[language][view] }).click();
              if (view === 'terminal') await settled(page);
              await expectAccessible(page);
            }
          } else {
            await settled(page);
            await expectAccessible(page);
          }
        });

for (const language of languages)
  for (const [name, path] of Object.entries(paths))
    test(`nothing is asked of another origin, and nothing fails: ${name}, ${language}`, async ({
      page,
      context,
      baseURL,
    }) => {
      const elsewhere: string[] = [];
      const failures: string[] = [];
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== baseURL && !['data:', 'blob:'].includes(protocol)) elsewhere.push(request.url());
      });
      page.on('pageerror', (error) => failures.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') failures.push(message.text());
      });
      page.on('response', (response) => {
        if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(`/${language}/${path}`);
      await settled(page);
      const terminal = new HostTerminal(page, 'swarm-manager');
      await terminal.enter();
      await terminal.run(
        'docker service create --help > /dev/null; docker node ls; seq 3 | sed s/2/x/ | awk "{print}"',
      );
      expect({ elsewhere, failures }).toEqual({ elsewhere: [], failures: [] });
    });

test('the site begins in Korean, and each page leads to its twin in the other language', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/ko\/$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.goto('/ko/service-modes/');
  await page.getByRole('link', { name: ko.toOtherLabel }).click();
  await expect(page).toHaveURL(/\/en\/service-modes\/#replicated$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the terminal never takes the focus by itself, is entered by Enter and left by Esc and Tab', async ({ page }) => {
  await page.goto('/en/service-modes/');
  await settled(page);
  const frame = page.locator('.screen[data-host="swarm-manager"]');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await frame.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('echo typed');
  await page.keyboard.press('Enter');
  await expect.poll(() => new HostTerminal(page, 'swarm-manager').rows()).toContain('typed');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.screen') === null)).toBe(true);
});

test('the home page shows a live cluster, and its suggestions type into the terminal', async ({ page }) => {
  await page.goto('/en/');
  await settled(page);
  const terminal = new HostTerminal(page, 'swarm-manager');
  await page.getByRole('radio', { name: '10×', exact: true }).click();
  await page.getByRole('button', { name: /^docker service create --name web/ }).click();
  // A terminal out of sight is not drawn.
  await terminal.screen.scrollIntoViewIfNeeded();
  await expect.poll(() => terminal.text()).toContain('overall progress: 6 out of 6 tasks');
  await terminal.expectPrompt();
  await page.getByRole('button', { name: 'Power off swarm-worker1' }).last().click();
  await terminal.screen.click();
  await expect
    .poll(() => terminal.output('docker node ls --format "{{.Hostname}} {{.Status}}"'), { timeout: 20_000 })
    .toContain('swarm-worker1 Down');
});

test('a page without the lesson is told so', async ({ page }) => {
  const response = await page.goto('/en/no-such-lesson/');
  expect(response?.status()).toBe(404);
});
