import type { JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import { Hex, Status } from '../glyphs.tsx';
import { stateWord, type TaskRow } from '../model/hosts.ts';
import type { Stops } from './stops.ts';

const short = (id: string): string => id.slice(0, 12);

/** A task as a row of its host: hexagon, name and image, state; its details when opened. */
export function TaskItem(props: {
  row: TaskRow;
  colour: number;
  t: Messages;
  stops: Stops;
  arrived: boolean;
}): JSX.Element {
  const { row, colour, t, stops, arrived } = props;
  const { task } = row;
  const past = row.look === 'past';
  const open = stops.open.value === task.id;
  return (
    <li class={arrived ? 'arrived' : undefined} style={{ '--t': `var(--svc-${colour}-tint)` }}>
      <button
        type="button"
        class={past ? 'cell past' : 'cell'}
        aria-label={`${row.name} ${row.image} ${row.word}`}
        aria-expanded={open}
        {...stops.stop(task.id)}
        onClick={() => stops.toggle(task.id)}
      >
        <Hex colour={colour} label={row.label} look={row.look} />
        <span class="who">
          <b>
            {past && '\\_ '}
            {row.name}
          </b>
          <i>{row.image}</i>
        </span>
        <Status glyph={row.glyph} word={row.word} />
      </button>
      {task.error !== '' && !open && <p class="why">{task.error}</p>}
      {open && (
        <dl class="about">
          <dt>ID</dt>
          <dd>{short(task.id)}</dd>
          <dt>{t.desired}</dt>
          <dd>{stateWord(task.desiredState)}</dd>
          <dt>{t.message}</dt>
          <dd>{task.message}</dd>
          {task.error !== '' && (
            <>
              <dt>{t.error}</dt>
              <dd>{task.error}</dd>
            </>
          )}
          {task.containerId !== undefined && (
            <>
              <dt>{t.container}</dt>
              <dd>{short(task.containerId)}</dd>
            </>
          )}
        </dl>
      )}
    </li>
  );
}
