import type { JSX } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import { Hex, Status } from '../glyphs.tsx';
import type { TaskRow } from '../model/hosts.ts';
import type { Palette } from '../model/services.ts';
import type { UpdateRow } from '../model/updates.ts';

const tones: Readonly<Record<string, string>> = { updating: 'info', paused: 'warn', rollback_paused: 'bad' };

/** An update under way: from what to what, slot by slot. */
export function UpdateStrip({ row, palette, t }: { row: UpdateRow; palette: Palette; t: Messages }): JSX.Element {
  const colour = palette.of(row.service.id);
  const progress = fill(t.updated, { done: row.done, all: row.all });
  return (
    <div class="strip">
      <b class="mono">{row.service.name}</b>
      <span class="mono">
        {row.from} <span class="faint">→</span> {row.to}
      </span>
      <span class="slots" role="img" aria-label={progress}>
        {row.slots.map((slot, i) => (
          <Hex key={i} colour={colour} label={slot.label} look={slot.old ? 'old' : 'new'} failed={slot.failed} />
        ))}
      </span>
      <span class="grow" />
      <span class={`badge ${tones[row.state] ?? 'warn'}`}>{row.state}</span>
      <span class="num">{progress}</span>
    </div>
  );
}

/** Tasks that wait for a node, each with the scheduler's reason. */
export function Tray({ rows, palette, t }: { rows: TaskRow[]; palette: Palette; t: Messages }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <div class="strip tray">
      <b>{t.unassigned}</b>
      {rows.map((row) => (
        <span key={row.task.id} class="row">
          <Hex colour={palette.of(row.task.serviceId)} label={row.label} look="pending" />
          <b class="mono">{row.name}</b>
          <span class="mono">{row.image}</span>
          <Status glyph={row.glyph} word={row.word} />
        </span>
      ))}
      {[...new Set(rows.map((row) => row.task.error).filter(Boolean))].map((error) => (
        <p key={error} class="why">
          {error}
        </p>
      ))}
    </div>
  );
}
