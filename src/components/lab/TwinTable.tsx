import type { JSX } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import type { View } from '../../lab/index.ts';
import { Status } from '../glyphs.tsx';
import { hostRows, stateWord, unassigned, type TaskRow } from '../model/hosts.ts';

/** The cluster as a table: the picture's rows in the picture's order, in the picture's words. */
export function TwinTable({ view, t }: { view: View; t: Messages }): JSX.Element {
  const groups = [
    ...hostRows(view, t.noReport).map((row) => ({
      name: row.name,
      state: [row.manager?.word, row.status?.word ?? t.notInSwarm, row.availability?.word].filter(Boolean).join(' · '),
      rows: row.slots.flatMap(({ live, past }) => [...(live ? [live] : []), ...past]),
      hidden: row.slots.reduce((sum, slot) => sum + slot.hidden, 0),
    })),
    ...[unassigned(view)]
      .filter((rows) => rows.length > 0)
      .map((rows) => ({ name: '—', state: t.unassigned, rows, hidden: 0 })),
  ];
  return (
    <div class="twin-wrap">
      <table class="twin">
        <caption>{t.twinCaption}</caption>
        <thead>
          <tr>
            {[t.node, t.task, t.image, t.state, t.desired, t.error].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.name}>
            <tr>
              <th scope="rowgroup">{group.name}</th>
              <td colSpan={5}>{group.state}</td>
            </tr>
            {group.rows.map((row) => (
              <TaskLine key={row.task.id} row={row} />
            ))}
            {group.hidden > 0 && (
              <tr>
                <td />
                <td colSpan={5}>{fill(t.pastTasks, { n: group.hidden })}</td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function TaskLine({ row }: { row: TaskRow }): JSX.Element {
  return (
    <tr>
      <td />
      <td class="mono">
        {row.look === 'past' && '\\_ '}
        {row.name}
      </td>
      <td class="mono">{row.image}</td>
      <td>
        <Status glyph={row.glyph} word={row.word} />
      </td>
      <td>{stateWord(row.task.desiredState)}</td>
      <td class="mono">{row.task.error}</td>
    </tr>
  );
}
