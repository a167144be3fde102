import { expect, test, type Locator, type Page } from '@playwright/test';
import { en } from '../../src/i18n/en.ts';
import { ko } from '../../src/i18n/ko.ts';
import { HostTerminal, languages, openLesson, type Language } from './lab.ts';

const words = { ko, en };

const stepOf = (page: Page, id: string): Locator => page.locator(`[data-step="${id}"]`);

function goalOf(page: Page, id: string, language: Language): Locator {
  return stepOf(page, id).getByRole('region', { name: words[language].goal });
}

/** Sees the goal met, and goes to the next step. */
async function finish(page: Page, id: string, language: Language): Promise<void> {
  await expect(goalOf(page, id, language)).toHaveClass(/\bmet\b/, { timeout: 30_000 });
  const next = page.getByRole('button', { name: words[language].next, exact: true });
  if (await next.isVisible()) await next.click();
}

for (const language of languages)
  test(`the whole lesson, done by typing: ${language}`, async ({ page }) => {
    test.setTimeout(180_000);
    const manager = await openLesson(page, language);
    await manager.enter();
    await page.getByRole('radio', { name: '10×', exact: true }).click();
    await manager.screen.click();

    await expect(goalOf(page, 'replicated', language)).not.toHaveClass(/\bmet\b/);
    await expect(goalOf(page, 'replicated', language).locator('.checks .no small').first()).toContainText('myweb');
    await manager.run('docker service create --name myweb --replicas 2 -p 80:80 nginx');
    expect(await manager.text()).toMatch(/verify: Service [0-9a-z]{25} converged/);
    expect(await manager.output('docker service ls')).toMatch(
      /^ID +NAME +MODE +REPLICAS +IMAGE +PORTS\n[0-9a-z]{12} +myweb +replicated +2\/2 +nginx:latest +\*:80->80\/tcp$/,
    );
    expect(await manager.output('docker service ps myweb --format "{{.Name}} {{.CurrentState}}"')).toMatch(
      /^myweb\.1 Running .*\nmyweb\.2 Running /,
    );
    await finish(page, 'replicated', language);

    expect(await manager.output('docker service scael myweb=4')).toContain(
      'docker: unknown command: docker service scael',
    );
    await manager.run('docker service scale myweb=4');
    await finish(page, 'scale-up', language);

    await manager.run('docker service scale myweb=0');
    await expect(goalOf(page, 'to-zero', language)).not.toHaveClass(/\bmet\b/);
    await manager.run('docker service scale myweb=2');
    await finish(page, 'to-zero', language);

    await manager.run('docker service create  --name global_web --mode "global" nginx');
    expect(await manager.output('docker service create --replicas 4 --name myweb3 nginx: 1.10')).toContain(
      'is not a valid repository/tag',
    );
    await manager.run('docker service ps global_web');
    await finish(page, 'global', language);

    const told = await manager.output('docker swarm join-token worker');
    const join = /docker swarm join --token SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25} 192\.168\.99\.101:2377/.exec(told);
    expect(join).not.toBeNull();
    const spare = new HostTerminal(page, 'swarm-worker3');
    await spare.enter();
    expect(await spare.output(join?.[0] ?? '')).toBe('This node joined a swarm as a worker.');
    await finish(page, 'new-node', language);

    await manager.enter();
    expect(await manager.output('docker service update --mode global myweb')).toContain('unknown flag: --mode');
    await manager.run('docker service rm myweb && docker service create --name myweb --mode global -p 80:80 nginx');
    await expect(goalOf(page, 'switch-mode', language)).toHaveClass(/\bmet\b/, { timeout: 30_000 });
    await expect(page.getByRole('link', { name: words[language].finished })).toBeVisible();
  });

test('a container that is removed is replaced, its history kept', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  await manager.run('docker service create -d --name solo --constraint node.hostname==swarm-manager nginx');
  await expect.poll(() => manager.output('docker ps --format "{{.Names}}"')).toMatch(/^solo\.1\.[0-9a-z]{25}$/);
  await manager.run('docker rm -f $(docker ps -q)');
  await expect
    .poll(() => manager.output('docker service ps solo'), { timeout: 20_000 })
    .toMatch(
      / solo\.1 +nginx:latest +swarm-manager +Running +Running .*\n\w+ + \\_ solo\.1 +nginx:latest +swarm-manager +Shutdown +Failed .*"task: non-zero exit \(137\)"$/,
    );
});

test('a command of the text is run by its button, in the terminal of its host', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  const step = stepOf(page, 'replicated');
  await step.getByRole('button', { name: en.run }).first().click();
  await expect.poll(() => manager.text()).toContain('docker service create --name myweb --replicas 2 -p 80:80 nginx');
  await finish(page, 'replicated', 'en');
});

test('hints are opened one by one, and the solution is one that works', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  const goal = goalOf(page, 'replicated', 'en');
  await goal.getByRole('button', { name: 'Hint 1 of 2' }).click();
  await expect(goal.locator('.hints > li')).toHaveCount(1);
  await goal.getByRole('button', { name: 'Hint 2 of 2' }).click();
  await expect(goal.locator('.hints > li')).toHaveCount(2);
  await goal.getByRole('button', { name: en.solution }).click();
  await goal.getByRole('button', { name: en.run, exact: true }).click();
  await finish(page, 'replicated', 'en');
});

test('a step is reset to its own beginning, and progress outlasts the page', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  await page.getByRole('radio', { name: '10×', exact: true }).click();
  await manager.screen.click();
  await manager.run('docker service create --name myweb --replicas 2 -p 80:80 nginx');
  await finish(page, 'replicated', 'en');
  await manager.run('docker service rm myweb');
  await goalOf(page, 'scale-up', 'en').getByRole('button', { name: en.resetStep }).click();
  await manager.enter();
  await expect
    .poll(() => manager.output('docker service ls --format "{{.Name}} {{.Replicas}}"'), { timeout: 30_000 })
    .toBe('myweb 2/2');
  await page.reload();
  await expect(stepOf(page, 'scale-up')).toBeVisible();
  await expect(stepOf(page, 'replicated')).toBeHidden();
});

test('the map and its table show what the terminal says', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  await manager.run('docker service create -d --name web --replicas 3 nginx');
  await page.getByRole('button', { name: en.asTable }).click();
  const table = page.getByRole('table', { name: en.twinCaption });
  for (const slot of [1, 2, 3]) await expect(table.getByText(`web.${slot}`, { exact: false }).first()).toBeVisible();
  await expect(table.getByText('Running').first()).toBeVisible();
});

test('time is paused, stepped and made faster', async ({ page }) => {
  const manager = await openLesson(page);
  await manager.enter();
  const clock = page.locator('.time .clock');
  await page.getByRole('button', { name: en.pause, exact: true }).click();
  await expect(clock).toContainText(en.paused);
  const stopped = await clock.textContent();
  await page.waitForTimeout(700);
  expect(await clock.textContent()).toBe(stopped);
  await page.getByRole('button', { name: en.resume, exact: true }).click();
  await page.getByRole('radio', { name: '100×', exact: true }).click();
  await manager.screen.click();
  const began = performance.now();
  await manager.run('sleep 60');
  expect(performance.now() - began).toBeLessThan(15_000);
});
