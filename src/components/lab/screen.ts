import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';

/** A `docker swarm join` line is this wide, `docker service ps` with an error 133: a narrower terminal scrolls sideways. */
const fullWidth = 135;

/** One terminal on the page: xterm with the page's colours, keys and ways in and out. */
export interface Screen {
  write: (data: string) => void;
  clear: () => void;
  focus: () => void;
  paste: (text: string) => void;
  size: () => { cols: number; rows: number };
  /** Fits it to its element. */
  fit: () => void;
  setFontSize: (pixels: number) => void;
  setWrap: (wrap: boolean) => void;
  /** Notes where a command begins; `textSince` then gives its line and what it printed. */
  mark: () => void;
  textSince: (done: (lines: string[]) => void) => void;
  dispose: () => void;
}

export interface ScreenEvents {
  onInput: (data: string) => void;
  onResize: (cols: number, rows: number) => void;
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

function theme(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const result: Record<string, string> = {
    background: token('term-bg'),
    foreground: token('term-fg'),
    cursor: token('term-cursor'),
    cursorAccent: token('term-bg'),
    selectionBackground: token('term-selection'),
    scrollbarSliderBackground: token('surface-3'),
    scrollbarSliderHoverBackground: token('line-strong'),
    scrollbarSliderActiveBackground: token('line-strong'),
    overviewRulerBorder: token('term-bg'),
  };
  for (const name of names) {
    result[name] = token(`ansi-${name}`);
    result[`bright${name[0]!.toUpperCase()}${name.slice(1)}`] = token(`ansi-bright-${name}`);
  }
  return result;
}

/** Puts a terminal into an element. The element is what `Tab` reaches; xterm's own field is entered from it. */
export function createScreen(element: HTMLElement, { onInput, onResize }: ScreenEvents): Screen {
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const terminal = new Terminal({
    theme: theme(),
    fontFamily: getComputedStyle(element).fontFamily,
    fontSize: 12,
    lineHeight: 1.15,
    cursorBlink: !reduced,
    scrollback: 5000,
    overviewRuler: { width: 6 },
    macOptionIsMeta: true,
  });
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  // The fit is measured on the parent, padding and all: it gets one without.
  const inner = element.appendChild(document.createElement('div'));
  inner.className = 'glass';
  terminal.open(inner);
  const field = terminal.textarea!;
  field.tabIndex = -1;
  field.setAttribute('aria-label', element.getAttribute('aria-label') ?? '');

  let wrap = false;
  const fit = (): void => {
    const fits = fitting.proposeDimensions();
    if (!fits || Number.isNaN(fits.cols) || fits.rows < 1) return;
    const cols = wrap ? fits.cols : Math.max(fits.cols, fullWidth);
    if (cols !== terminal.cols || fits.rows !== terminal.rows) terminal.resize(cols, fits.rows);
  };
  fit();

  let start = terminal.registerMarker(0);
  const recolour = new MutationObserver(() => (terminal.options.theme = theme()));
  recolour.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const refit = new ResizeObserver(() => {
    if (element.clientWidth > 0) fit();
  });
  refit.observe(element);

  terminal.onData(onInput);
  terminal.onResize(({ cols, rows }) => onResize(cols, rows));
  terminal.onCursorMove(() => followCursor(element, terminal));
  terminal.attachCustomKeyEventHandler(keys(element, terminal, onInput));

  return {
    write: (data) => terminal.write(data),
    clear: () => terminal.reset(),
    focus: () => terminal.focus(),
    paste: (text) => terminal.paste(text),
    size: () => ({ cols: terminal.cols, rows: terminal.rows }),
    fit,
    setFontSize: (pixels) => {
      terminal.options.fontSize = pixels;
      fit();
    },
    setWrap: (value) => {
      wrap = value;
      fit();
    },
    mark: () => {
      terminal.write('', () => {
        start?.dispose();
        start = terminal.registerMarker(0);
      });
    },
    textSince: (done) => terminal.write('', () => done(linesBetween(terminal, start?.line ?? 0))),
    dispose: () => {
      inner.remove();
      recolour.disconnect();
      refit.disconnect();
      terminal.dispose();
    },
  };
}

/** The text from a line of the buffer to the one before the cursor's; wrapped lines are joined. */
function linesBetween(terminal: Terminal, from: number): string[] {
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  for (let y = Math.max(0, from); y < buffer.baseY + buffer.cursorY; y++) {
    const line = buffer.getLine(y);
    if (!line) continue;
    const text = line.translateToString(true);
    lines.push(line.isWrapped ? (lines.pop() ?? '') + text : text);
  }
  return lines;
}

/** Where the terminal is wider than its element, the cursor stays in sight. */
function followCursor(element: HTMLElement, terminal: Terminal): void {
  const slack = element.scrollWidth - element.clientWidth;
  if (slack <= 0) return;
  const cell = element.scrollWidth / terminal.cols;
  const x = terminal.buffer.active.cursorX * cell;
  if (x + 3 * cell > element.scrollLeft + element.clientWidth) element.scrollLeft = x + 6 * cell - element.clientWidth;
  else if (x < element.scrollLeft) element.scrollLeft = x < element.clientWidth / 2 ? 0 : x - 3 * cell;
}

/**
 * The terminal's own keys: Esc then Tab leaves it (forward, or back with Shift), Ctrl+C copies where something is
 * selected, Ctrl+Shift+C and V always copy and paste. A held Esc is passed on with the next key, or after a moment.
 */
function keys(
  element: HTMLElement,
  terminal: Terminal,
  send: (data: string) => void,
): (event: KeyboardEvent) => boolean {
  let escaped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const release = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    send('\x1b');
  };
  const copy = (): void => {
    void navigator.clipboard.writeText(terminal.getSelection());
    terminal.clearSelection();
  };
  return (event) => {
    if (event.type !== 'keydown' || event.isComposing) return true;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'Escape' && plain && !event.shiftKey) {
      release();
      escaped = true;
      timer = setTimeout(release, 600);
      return false;
    }
    if (event.key === 'Tab' && plain && escaped) {
      clearTimeout(timer);
      timer = undefined;
      escaped = false;
      element.focus();
      return false;
    }
    if (event.key !== 'Shift') {
      release();
      escaped = false;
    }
    const key = event.key.toLowerCase();
    if (event.ctrlKey && !event.altKey && key === 'c' && (event.shiftKey || terminal.hasSelection())) {
      event.preventDefault();
      copy();
      return false;
    }
    if (event.ctrlKey && event.shiftKey && key === 'v') {
      event.preventDefault();
      void navigator.clipboard.readText().then((text) => terminal.paste(text));
      return false;
    }
    return true;
  };
}
