import { signal, type ReadonlySignal } from '@preact/signals';

/** The map as one tab stop: the arrow keys move between hosts and tasks, Enter opens, Esc closes. */
export interface Stops {
  /** What an element needs to be a stop. */
  stop: (id: string) => { 'data-stop': string; tabIndex: 0 | -1; onFocus: () => void };
  /** The stop whose details are open. */
  open: ReadonlySignal<string | undefined>;
  toggle: (id: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const moves: Readonly<Record<string, readonly [column: number, row: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** @param first the stop that Tab reaches before any was visited */
export function createStops(first: string): Stops {
  const at = signal(first);
  const open = signal<string | undefined>(undefined);
  return {
    open,
    stop: (id) => ({ 'data-stop': id, tabIndex: at.value === id ? 0 : -1, onFocus: () => (at.value = id) }),
    toggle: (id) => (open.value = open.value === id ? undefined : id),
    onKeyDown: (event) => {
      const map = event.currentTarget as HTMLElement;
      const here = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]');
      if (!here || event.altKey || event.ctrlKey) return;
      if (event.key === 'Escape') {
        open.value = undefined;
        return;
      }
      const next = neighbour(map, here, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
  };
}

function neighbour(map: HTMLElement, here: HTMLElement, key: string): HTMLElement | undefined {
  const columns = [...map.querySelectorAll('.host')].map((host) => [
    ...host.querySelectorAll<HTMLElement>('[data-stop]'),
  ]);
  const column = columns.findIndex((each) => each.includes(here));
  const row = columns[column]?.indexOf(here) ?? 0;
  if (key === 'Home') return columns[column]?.[0];
  if (key === 'End') return columns[column]?.at(-1);
  const move = moves[key];
  if (!move) return undefined;
  const target = columns[column + move[0]];
  if (!target) return undefined;
  return move[0] === 0 ? target[row + move[1]] : target[Math.min(row, target.length - 1)];
}
