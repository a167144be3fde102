import type { ComponentChildren, JSX } from 'preact';

const hexagon = 'M3.5 1.7h5L11 6l-2.5 4.3h-5L1 6z';
const crown = 'M2.2 9.2V4.7l2 1.7L6 3.3l1.8 3.1 2-1.7v4.5z';
const line = { fill: 'none', stroke: 'currentColor' } as const;

/* 12 × 12 shapes of the status vocabulary; each must be told from the others without its colour. */
const glyphs = {
  running: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  complete: (
    <path
      fill="currentColor"
      fill-rule="evenodd"
      d="M6 1.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM5.2 8.4 2.9 6.1l.9-.9 1.4 1.4 3-3 .9.9z"
    />
  ),
  starting: (
    <>
      <circle cx="6" cy="6" r="4" {...line} stroke-width="1.4" />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  pending: <circle cx="6" cy="6" r="4.2" {...line} stroke-width="1.5" stroke-dasharray="2.2 2.2" />,
  failed: <path d="m2.4 2.4 7.2 7.2M9.6 2.4 2.4 9.6" {...line} stroke-width="2.3" />,
  rejected: (
    <>
      <circle cx="6" cy="6" r="4.4" {...line} stroke-width="1.6" />
      <path d="m2.9 9.1 6.2-6.2" {...line} stroke-width="1.6" />
    </>
  ),
  shutdown: <rect x="2.2" y="2.2" width="7.6" height="7.6" {...line} stroke-width="1.5" />,
  orphaned: (
    <>
      <path d={hexagon} {...line} stroke-width="1.3" stroke-dasharray="2 1.4" />
      <circle cx="6" cy="6" r="1.2" fill="currentColor" />
    </>
  ),
  ready: <path d={hexagon} fill="currentColor" />,
  down: (
    <>
      <path d={hexagon} {...line} stroke-width="1.4" />
      <path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" {...line} stroke-width="1.5" />
    </>
  ),
  unknown: <path d={hexagon} {...line} stroke-width="1.4" stroke-dasharray="2 1.4" />,
  drain: <path d="M6 1v5.6M3.4 4.4 6 7l2.6-2.6M2 10h8" {...line} stroke-width="1.6" />,
  pause: <path d="M4 2.4v7.2M8 2.4v7.2" {...line} stroke-width="2" />,
  leader: <path d="M1.6 9.8V3.4l2.5 2.2L6 2.2l1.9 3.4 2.5-2.2v6.4z" fill="currentColor" />,
  reachable: <path d={crown} {...line} stroke-width="1.3" stroke-linejoin="round" />,
  unreachable: (
    <>
      <path d={crown} {...line} stroke-width="1.2" stroke-dasharray="1.8 1.2" />
      <path d="m1.4 11 9.2-9.6" {...line} stroke-width="1.4" />
    </>
  ),
} satisfies Record<string, ComponentChildren>;

export type GlyphName = keyof typeof glyphs;

export function Glyph({ name }: { name: GlyphName }): JSX.Element {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {glyphs[name]}
    </svg>
  );
}

/** A state as the vocabulary has it: its glyph and its word. */
export function Status({ glyph, word }: { glyph: GlyphName; word: string }): JSX.Element {
  return (
    <span class={`st st-${glyph}`}>
      <Glyph name={glyph} />
      <span class="word">{word}</span>
    </span>
  );
}

const cell = '9,1.5 23,1.5 30.5,14 23,26.5 9,26.5 1.5,14';

export interface HexProps {
  /** 1 to 8: which of the service colours. */
  colour: number;
  /** Slot, `G` of a global service, or nothing. */
  label?: string;
  look?: 'new' | 'old' | 'pending' | 'past';
  failed?: boolean;
}

/** A task's cell: colour is the service, the number its slot, the fill its version (solid new, hatched old). */
export function Hex({ colour, label, look = 'new', failed = false }: HexProps): JSX.Element {
  const ink = `var(--svc-${String(colour)})`;
  const tint = `var(--svc-${String(colour)}-tint)`;
  if (look === 'past')
    return (
      <svg class="hexg" viewBox="0 0 32 28" aria-hidden="true">
        <polygon points={cell} fill="none" stroke="var(--line-strong)" stroke-width="2.6" stroke-linejoin="round" />
      </svg>
    );
  const hollow = look !== 'new';
  return (
    <svg class="hexg" viewBox="0 0 32 28" aria-hidden="true">
      <polygon
        points={cell}
        fill={look === 'pending' ? 'none' : hollow ? tint : ink}
        stroke={ink}
        stroke-width="2"
        stroke-linejoin="round"
        stroke-dasharray={look === 'pending' ? '4 3' : undefined}
      />
      {look === 'old' && (
        <>
          <path
            d="M5.2 8.1 9.5 1.5M1.9 13.6 9.8 1.5M4.6 19.6 16.3 1.5M7.8 25.2 22.4 2.6M13.4 26.5 26.6 6.3M20.3 26.5 29.6 12.3"
            stroke={ink}
            stroke-width="1.6"
            opacity=".55"
          />
          <rect x="9" y="7" width="14" height="14" rx="3" fill={tint} />
        </>
      )}
      {label !== undefined && (
        <text
          x="16"
          y="18.3"
          text-anchor="middle"
          font-family="var(--font-mono)"
          font-size={label.length > 2 ? 9 : 12}
          font-weight="700"
          fill={hollow ? 'var(--ink)' : 'var(--svc-on)'}
        >
          {label}
        </text>
      )}
      {failed && (
        <g transform="translate(20 15)" style={{ color: 'var(--st-failed)' }}>
          <circle cx="6" cy="6" r="7.4" fill="var(--surface)" />
          <path d="m2.4 2.4 7.2 7.2M9.6 2.4 2.4 9.6" {...line} stroke-width="2.3" />
        </g>
      )}
    </svg>
  );
}
