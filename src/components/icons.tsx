import type { ComponentChildren, JSX } from 'preact';

/* 16 × 16 strokes. */
const icons = {
  search: 'M2.7 7a4.3 4.3 0 1 0 8.6 0 4.3 4.3 0 1 0-8.6 0M10.2 10.2l3.3 3.3',
  language: 'M2 4h7M5.5 2.5V4c0 3-1.5 5.4-3.5 6.6M3.6 6.4c.8 1.8 2.3 3.2 4.4 4M8 13.5l3-7 3 7M9 11.4h4',
  moon: 'M13 9.6A5.6 5.6 0 1 1 6.4 3 4.5 4.5 0 0 0 13 9.6z',
  sun: 'M5.4 8a2.6 2.6 0 1 0 5.2 0 2.6 2.6 0 1 0-5.2 0M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M12.5 3.5l-1.1 1.1M4.6 11.4l-1.1 1.1',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM6.2 8a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0',
  prompt: 'M3 4.5 6.5 8 3 11.5M8 12h5',
  copy: 'M6.7 5.5h5.6c.7 0 1.2.5 1.2 1.2v5.6c0 .7-.5 1.2-1.2 1.2H6.7c-.7 0-1.2-.5-1.2-1.2V6.7c0-.7.5-1.2 1.2-1.2zM10.5 3.2V2.5h-8v8h.7',
  flag: 'M4 14V2.5h7.5L9.8 5.6l1.7 3.1H4',
  bulb: 'M6 12.2h4M6.6 14h2.8M8 2.2a4 4 0 0 0-2.4 7.2c.4.4.6.8.6 1.3h3.6c0-.5.2-.9.6-1.3A4 4 0 0 0 8 2.2z',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  next: 'M6 3.5 10.5 8 6 12.5',
  map: 'M5.2 1.8h3l1.5 2.6L8.2 7h-3L3.7 4.4zM9.7 7.4h2.6l1.4 2.4-1.4 2.4H9.7L8.3 9.8zM4 8.8h2.6L8 11.2l-1.4 2.4H4l-1.4-2.4z',
  text: 'M3 3.5h10M3 6.5h10M3 9.5h7M3 12.5h8.5',
  table: 'M3.2 3h9.6c.6 0 1 .4 1 1v8c0 .6-.4 1-1 1H3.2c-.6 0-1-.4-1-1V4c0-.6.4-1 1-1zM2.2 6.4h11.6M6.2 6.4V13',
  power: 'M8 2v5.5M4.4 4.2a5.2 5.2 0 1 0 7.2 0',
  cable: 'M1.2 8h2.6M12.2 8h2.6M3.8 5.2h1.4v5.6H3.8zM10.8 5.2h1.4v5.6h-1.4zM5.2 6.8h1.6M5.2 9.2h1.6',
  drain: 'M8 2v7.4M4.8 6.6 8 9.8l3.2-3.2M2.8 13.2h10.4',
  reset: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.7M13.4 2.2v3h-3',
  minus: 'M3 8h10',
  plus: 'M8 3v10M3 8h10',
  terminal:
    'M3 2.8h10c.7 0 1.2.5 1.2 1.2v8c0 .7-.5 1.2-1.2 1.2H3c-.7 0-1.2-.5-1.2-1.2V4c0-.7.5-1.2 1.2-1.2zM4.4 6l2 2-2 2M8 10.2h3.2',
  down: 'M3.5 6 8 10.5 12.5 6',
  check: 'm3 8.4 3.2 3.2L13 4.6',
  circle: 'M3 8a5 5 0 1 0 10 0 5 5 0 1 0-10 0',
  pause: 'M5 3v10M11 3v10',
} satisfies Record<string, string>;

export type IconName = keyof typeof icons | 'play' | 'step';

const solid: Record<string, ComponentChildren> = {
  play: <path d="M4.5 3.2v9.6l8-4.8z" fill="currentColor" stroke="none" />,
  step: (
    <>
      <path d="M3.5 3.5v9l6-4.5z" fill="currentColor" stroke="none" />
      <path d="M12 3.5v9" stroke-width="2" />
    </>
  ),
};

/** One of the interface's icons. Always beside a word or inside something that has a name. */
export function Icon({ name, size = 15 }: { name: IconName; size?: number }): JSX.Element {
  const bold = name === 'check' ? 2 : name === 'pause' ? 2.4 : 1.5;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width={bold}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {solid[name] ?? <path d={icons[name as keyof typeof icons]} />}
    </svg>
  );
}

/** The mark of the project: three cells in a hexagon. */
export function Logo(): JSX.Element {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M7 2.6h10L22 12l-5 9.4H7L2 12z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.9"
        stroke-linejoin="round"
      />
      <path d="M9.6 5.8h4.8l2.2 3.8H7.4z" fill="var(--accent)" />
      <path d="M6 11.2h4.6l1.6 2.9-2.3 4.1H7.6L5.2 13z" fill="currentColor" opacity=".85" />
      <path d="M13.4 11.2H18l.8 1.8-2.4 5.2h-2.3l-2.3-4.1z" fill="currentColor" opacity=".45" />
    </svg>
  );
}
