import { expect, test } from '@playwright/test';
import { compose, HostTerminal, openLesson } from './lab.ts';

test('a prompt comes by itself, and what is typed is run', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  expect(await terminal.output('echo hello | tr a-z A-Z')).toBe('HELLO');
  expect(await terminal.output('docker node ls --format "{{.Hostname}} {{.Status}}"')).toBe(
    'swarm-manager Ready\nswarm-worker1 Ready\nswarm-worker2 Ready',
  );
});

test('each host has its own terminal', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  await manager.run('cd /tmp; cd; echo here > note');
  const worker = new HostTerminal(page, 'swarm-worker1');
  await worker.enter();
  expect(await worker.output('hostname; cat note')).toBe('swarm-worker1\ncat: note: No such file or directory');
  await manager.enter();
  expect(await manager.output('cat note')).toBe('here');
});

test('Ctrl-C ends a program: its status is 130', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  await terminal.type('sleep 1000');
  await terminal.press('Enter');
  await page.waitForTimeout(300);
  expect(await terminal.lastRow()).toBe(`${terminal.prompt} sleep 1000`);
  await terminal.press('Control+c');
  await terminal.expectPrompt();
  expect(await terminal.text()).toContain('^C');
  await terminal.run('sleep 1000 & echo $?; kill %1; wait');
  await terminal.type('cat');
  await terminal.press('Enter', 'Control+c');
  await terminal.expectPrompt();
  expect(await terminal.output('echo $?')).toBe('130');
});

test('Ctrl-C at the prompt drops the line, and at a service that converges lets it go on', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  await terminal.type('never run');
  await terminal.press('Control+c');
  await terminal.expectPrompt();
  await terminal.type('docker service create --name web nginx');
  await terminal.press('Enter');
  await expect.poll(() => terminal.text()).toContain('overall progress');
  await terminal.press('Control+c');
  await terminal.expectPrompt();
  expect(await terminal.text()).toContain('Operation continuing in background.');
  expect(await terminal.output('docker service ls --format "{{.Name}}"')).toBe('web');
});

test('the line can be edited', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  await terminal.press('Control+l');
  await terminal.type('cho middle end');
  await terminal.press('Control+a');
  await terminal.type('e');
  await terminal.press('Control+e', 'Control+w');
  await terminal.type('last');
  await terminal.press('ArrowLeft', 'Backspace');
  await terminal.type('sss');
  await terminal.press('Enter');
  await terminal.expectPrompt();
  expect(await terminal.rows()).toContain('middle lassst');
  await terminal.type('rubbish');
  await terminal.press('Control+u');
  await terminal.expectPrompt();
});

test('the history is walked and searched', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  await terminal.run('echo first');
  await terminal.run('echo second');
  await terminal.press('ArrowUp', 'ArrowUp');
  await expect.poll(() => terminal.lastRow()).toBe(`${terminal.prompt} echo first`);
  await terminal.press('ArrowDown');
  await expect.poll(() => terminal.lastRow()).toBe(`${terminal.prompt} echo second`);
  await terminal.press('ArrowDown');
  await terminal.expectPrompt();
  await terminal.press('Control+r');
  await terminal.type('fir');
  await expect.poll(() => terminal.lastRow()).toContain("(reverse-i-search)`fir': echo first");
  await terminal.press('Control+l', 'Enter');
  await terminal.expectPrompt();
  expect(await terminal.output('!!')).toContain('first');
});

test('Tab completes commands, subcommands, flags and names', async ({ page }) => {
  const terminal = await openLesson(page);
  await terminal.enter();
  const completed = async (typed: string): Promise<string> => {
    await terminal.press('Control+u', 'Control+l');
    await terminal.type(typed);
    await terminal.press('Tab');
    await page.waitForTimeout(500);
    return terminal.lastRow();
  };
  expect(await completed('hostn')).toBe(`${terminal.prompt} hostname`);
  expect(await completed('docker serv')).toBe(`${terminal.prompt} docker service`);
  expect(await completed('docker service cr')).toBe(`${terminal.prompt} docker service create`);
  expect(await completed('docker service create --repl')).toContain('docker service create --replicas');
  expect(await completed('docker node inspect swarm-m')).toBe(`${terminal.prompt} docker node inspect swarm-manager`);
  expect(await completed('cat /etc/hostn')).toBe(`${terminal.prompt} cat /etc/hostname`);
});

test('what is pasted stands on the line, and several lines are not run one by one', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const terminal = await openLesson(page);
  await terminal.enter();
  const paste = async (text: string): Promise<void> => {
    await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await terminal.press('Control+Shift+V');
  };
  await paste('echo 붙여 넣은 줄');
  await expect.poll(() => terminal.lastRow()).toBe(`${terminal.prompt} echo 붙여 넣은 줄`);
  await terminal.press('Enter');
  await terminal.expectPrompt();
  expect(await terminal.rows()).toContain('붙여 넣은 줄');
  await terminal.press('Control+l');
  await paste('echo one\necho two\n');
  await expect.poll(() => terminal.text()).toContain('echo two');
  await terminal.press('Enter');
  await terminal.expectPrompt();
  expect((await terminal.rows()).filter((row) => row === 'one' || row === 'two')).toEqual(['one', 'two']);
});

test('Hangul is typed through an input method', async ({ page, context }) => {
  const terminal = await openLesson(page, 'ko');
  await terminal.enter();
  const devtools = await context.newCDPSession(page);
  await terminal.type('echo ');
  await compose(devtools, ['ㅎ', '하', '한']);
  await compose(devtools, ['ㄱ', '그', '글']);
  await expect.poll(() => terminal.lastRow()).toBe(`${terminal.prompt} echo 한글`);
  await terminal.press('Backspace');
  await expect.poll(() => terminal.lastRow()).toBe(`${terminal.prompt} echo 한`);
  await compose(devtools, ['ㄱ', '구', '국']);
  await expect.poll(() => terminal.lastRow()).toBe(`${terminal.prompt} echo 한국`);
  await terminal.press('Enter');
  await terminal.expectPrompt();
  expect(await terminal.rows()).toContain('한국');
});

test('the shell knows the size of its window, also when it changes', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  const terminal = await openLesson(page);
  await terminal.enter();
  const size = async (): Promise<number[]> => (await terminal.output('echo $LINES $COLUMNS')).split(' ').map(Number);
  const shown = async (): Promise<number> => (await terminal.rows()).length;
  const [rows = 0, columns = 0] = await size();
  expect(rows).toBe(await shown());
  expect(columns).toBeGreaterThanOrEqual(133);
  await page.setViewportSize({ width: 1000, height: 640 });
  await expect.poll(shown).not.toBe(rows);
  const [after] = await size();
  expect(after).toBe(await shown());
});
