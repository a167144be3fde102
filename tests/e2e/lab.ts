import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

/** A host's terminal as a learner meets it: a tab, a screen, keys. */
export class HostTerminal {
  readonly page: Page;
  readonly host: string;
  readonly screen: Locator;

  constructor(page: Page, host: string) {
    this.page = page;
    this.host = host;
    this.screen = page.locator(`.screen[data-host="${host}"]`);
  }

  /** What the screen shows, one string per row, blanks at the ends cut. */
  async rows(): Promise<string[]> {
    const texts = await this.screen.locator('.xterm-rows > div').allTextContents();
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trimEnd());
  }

  async text(): Promise<string> {
    return (await this.rows()).join('\n');
  }

  /** The row that was written last. */
  async lastRow(): Promise<string> {
    return (await this.rows()).findLast((row) => row !== '') ?? '';
  }

  /** The prompt of an empty line in the home directory. */
  get prompt(): string {
    return `root@${this.host}:~#`;
  }

  async expectPrompt(timeout = 30_000): Promise<void> {
    await expect.poll(() => this.lastRow(), { timeout }).toBe(this.prompt);
  }

  /** Shows the terminal, puts the keys' focus in it, and waits for its prompt. */
  async enter(): Promise<void> {
    await this.page.getByRole('tab', { name: this.host, exact: true }).click();
    await this.screen.click();
    await this.expectPrompt();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes back into the terminal where a click elsewhere has taken the keys away. */
  async #focus(): Promise<void> {
    const inside = await this.screen.evaluate((element) => element.contains(document.activeElement));
    if (!inside) await this.screen.click();
  }

  /** What the screen shows without blanks and line breaks, so that wrapping does not matter. */
  async #dense(): Promise<string> {
    return (await this.text()).replace(/\s/g, '');
  }

  /** Types a line, sees it echoed, presses Enter, and waits until the prompt is back. */
  async run(line: string, timeout?: number): Promise<void> {
    await this.#focus();
    await this.type(line);
    const typed = (this.prompt + line).replace(/\s/g, '');
    await expect.poll(async () => (await this.#dense()).endsWith(typed)).toBe(true);
    await this.press('Enter');
    await this.expectPrompt(timeout);
  }

  /** Types a line, and gives what stands below it when the prompt is back. */
  async output(line: string): Promise<string> {
    await this.#focus();
    await this.press('Control+l');
    await expect.poll(() => this.text().then((text) => text.trim())).toBe(this.prompt);
    await this.run(line);
    const rows = (await this.rows()).filter((row) => row !== '');
    const typed = (this.prompt + line).replace(/\s/g, '');
    let below = 1;
    while (below < rows.length && rows.slice(0, below).join('').replace(/\s/g, '').length < typed.length) below++;
    return rows.slice(below, -1).join('\n');
  }
}

/** Opens the first lesson. */
export async function openLesson(page: Page, language: Language = 'en'): Promise<HostTerminal> {
  await page.goto(`/${language}/service-modes/`);
  return new HostTerminal(page, 'swarm-manager');
}

/** Composes a syllable as an input method does: each of its stages is shown before the last is taken. */
export async function compose(devtools: CDPSession, stages: readonly string[]): Promise<void> {
  for (const stage of stages)
    await devtools.send('Input.imeSetComposition', {
      text: stage,
      selectionStart: stage.length,
      selectionEnd: stage.length,
    });
  await devtools.send('Input.insertText', { text: stages.at(-1) ?? '' });
}

/** The longest time without a frame while some work is done, milliseconds: how long the page did not answer. */
export async function longestPause(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const watch = { longest: 0, last: performance.now(), on: true };
    Object.assign(globalThis, { watch });
    const frame = (): void => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      if (watch.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await work();
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { longest: number; on: boolean } };
    watch.on = false;
    return watch.longest;
  });
}
