import { useEffect } from 'preact/hooks';
import type { JSX } from 'preact';
import { fill, messages, type Locale } from '../../i18n/index.ts';
import type { HostSpec } from '../../lab/index.ts';
import { Announcer } from '../lab/Announcer.tsx';
import { Terminals } from '../lab/Terminals.tsx';
import { TimeBar } from '../lab/TimeBar.tsx';
import { Upper } from '../lab/Upper.tsx';
import { Icon } from '../icons.tsx';
import { setPower } from '../state/faults.ts';
import { view } from '../state/lab.ts';
import { run } from '../state/terminals.ts';

const suggestions = [
  'docker service create --name web --replicas 6 -p 80:80 nginx:1.25',
  'docker service scale web=9',
] as const;

/** The running lab of the front page: map, terminal, time, and three things to try. */
export default function HomeLab(props: { locale: Locale; hosts: readonly HostSpec[]; hint: string }): JSX.Element {
  const { locale, hosts, hint } = props;
  const t = messages(locale);
  useEffect(() => void import('../lab/wire.ts').then(({ wire }) => wire()), []);
  const manager = hosts[0]!.name;
  const victim = hosts[1]!.name;
  const powered = view.value?.hosts[victim]?.powered ?? true;
  return (
    <>
      <Upper hosts={hosts} t={t} />
      <Terminals hosts={hosts} t={t}>
        <div class="try needs-js">
          <span class="faint">{hint}</span>
          <div class="row">
            {suggestions.map((command) => (
              <button type="button" key={command} class="btn s" onClick={() => run(manager, command)}>
                {command}
              </button>
            ))}
            <button
              type="button"
              class={`btn s word ${powered ? 'danger' : ''}`}
              onClick={() => setPower(victim, !powered)}
            >
              <Icon name="power" size={14} />
              {fill(powered ? t.powerOff : t.powerOn, { host: victim })}
            </button>
          </div>
        </div>
      </Terminals>
      <TimeBar t={t} />
      <Announcer />
    </>
  );
}
