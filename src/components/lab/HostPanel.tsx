import type { JSX } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import type { View } from '../../lab/index.ts';
import { Icon } from '../icons.tsx';
import { Glyph, Status } from '../glyphs.tsx';
import type { HostRow } from '../model/hosts.ts';
import type { Palette } from '../model/services.ts';
import { isCut, setAvailability, setCable, setPower } from '../state/faults.ts';
import type { Stops } from './stops.ts';
import { TaskItem } from './TaskItem.tsx';

interface Props {
  row: HostRow;
  view: View;
  palette: Palette;
  stops: Stops;
  t: Messages;
  /** Whether a task was not there a moment ago. */
  isNew: (taskId: string) => boolean;
}

/** One machine: what it is to the swarm, its tasks with their past, and its power, cable and availability. */
export function HostPanel({ row, view, palette, stops, t, isNew }: Props): JSX.Element {
  const { name, host, node, status, availability, manager } = row;
  const powered = host?.powered ?? false;
  const stopped = powered && host?.engine === 'stopped';
  const cut = isCut(view, name);
  const kind = [
    'host',
    status?.glyph === 'down' && 'down',
    (!powered || stopped) && 'off',
    availability?.glyph && 'drain',
  ];
  const foot = !powered
    ? t.poweredOff
    : stopped
      ? t.engineStopped
      : cut
        ? t.unplugged
        : row.slots.length > 0
          ? fill(t.tasks, { n: row.running })
          : '';
  return (
    <div class={`cable ${powered ? '' : 'off'} ${cut ? 'cut' : ''}`}>
      <section class={kind.filter(Boolean).join(' ')} aria-label={name}>
        <header>
          <h3 class="clip grow" {...stops.stop(name)}>
            {name}
          </h3>
          {manager && (
            <span class={`badge line ${manager.glyph === 'unreachable' ? 'warn' : ''}`}>
              <Glyph name={manager.glyph} />
              <span class="word">{manager.word}</span>
            </span>
          )}
        </header>
        <div class="meta">
          <span class="mono">.{row.address.split('.').at(-1)}</span>
          <span class="grow" />
          {status ? <Status {...status} /> : <span class="faint">{t.notInSwarm}</span>}
          {availability &&
            (availability.glyph ? (
              <Status glyph={availability.glyph} word={availability.word} />
            ) : (
              <span class="faint">{availability.word}</span>
            ))}
        </div>
        {row.slots.length === 0 ? (
          <p class="none grow">{node ? t.noTasks : ''}</p>
        ) : (
          <ul class="cells">
            {row.slots.map(({ live, past, hidden }) => (
              <>
                {[...(live ? [live] : []), ...past].map((each) => (
                  <TaskItem
                    key={each.task.id}
                    row={each}
                    colour={palette.of(each.task.serviceId)}
                    t={t}
                    stops={stops}
                    arrived={each === live && isNew(each.task.id)}
                  />
                ))}
                {hidden > 0 && <li class="more">{fill(t.pastTasks, { n: hidden })}</li>}
              </>
            ))}
          </ul>
        )}
        <footer>
          <span class="grow clip">{foot}</span>
          <FootButton
            icon="power"
            word={t.power}
            label={fill(powered ? t.powerOff : t.powerOn, { host: name })}
            onClick={() => setPower(name, !powered)}
          />
          <FootButton
            icon="cable"
            word={t.cable}
            label={fill(cut ? t.plugIn : t.unplug, { host: name })}
            onClick={() => setCable(view, name, !cut)}
          />
          {node && (
            <FootButton
              icon="drain"
              word={node.availability === 'active' ? 'Drain' : 'Active'}
              label={fill(node.availability === 'active' ? t.drain : t.activate, { host: name })}
              onClick={() => setAvailability(view, name, node.availability === 'active' ? 'drain' : 'active')}
            />
          )}
        </footer>
      </section>
    </div>
  );
}

function FootButton(props: {
  icon: 'power' | 'cable' | 'drain';
  word: string;
  label: string;
  onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="btn s quiet" aria-label={props.label} title={props.label} onClick={props.onClick}>
      <Icon name={props.icon} size={14} />
      <span aria-hidden="true">{props.word}</span>
    </button>
  );
}
