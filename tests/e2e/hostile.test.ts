import { expect, test } from '@playwright/test';
import { longestPause, openLesson } from './lab.ts';

/** A page that does not draw for this long is taken for dead. Milliseconds; the machine may be busy otherwise. */
const bearable = 1_000;

test('a loop that never ends leaves the page alive, and Ctrl-C ends it', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  const pause = await longestPause(page, async () => {
    await terminal.type('while true; do :; done');
    await terminal.press('Enter');
    await page.waitForTimeout(3_000);
  });
  expect(pause).toBeLessThan(bearable);
  await terminal.press('Control+c');
  await terminal.expectPrompt(5_000);
  expect(await terminal.output('echo $?')).toBe('130');
});

test('a megabyte of output comes through, the page drawing all the while', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  const pause = await longestPause(page, async () => {
    await terminal.run('seq 150000', 60_000);
  });
  expect(pause).toBeLessThan(bearable);
  expect(await terminal.rows()).toContain('150000');
});

test('output without end is ended by Ctrl-C', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  const pause = await longestPause(page, async () => {
    await terminal.type('yes');
    await terminal.press('Enter');
    await page.waitForTimeout(3_000);
  });
  expect(pause).toBeLessThan(bearable);
  await terminal.press('Control+c');
  await terminal.expectPrompt(10_000);
  expect(await terminal.output('echo $?')).toBe('130');
});

test('a bomb of forks is stopped, not the page', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  const pause = await longestPause(page, async () => {
    await terminal.type('b() { b | b & }; b');
    await terminal.press('Enter');
    await page.waitForTimeout(3_000);
  });
  expect(pause).toBeLessThan(bearable);
});
