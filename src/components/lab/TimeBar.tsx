import type { JSX, TargetedKeyboardEvent } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import { Icon } from '../icons.tsx';
import { elapsed } from '../model/elapsed.ts';
import { clock, create, paused, setPaused, setSpeed, speed, stepOnce, view } from '../state/lab.ts';

const speeds = [1, 10, 100, 1000];

/** Pause, step, speed, clock, reset. Space pauses and `.` steps while the focus is in it. */
export function TimeBar({ t, onReset = create }: { t: Messages; onReset?: (() => void) | undefined }): JSX.Element {
  const stopped = paused.value || clock.value?.rate === 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '.') {
      setPaused(true);
      stepOnce();
    } else if (event.key !== ' ' || event.target instanceof HTMLSelectElement) return;
    else setPaused(!stopped);
    event.preventDefault();
  };
  const start = view.value?.clock.start;
  return (
    // Keys bubble up from the buttons inside; the bar itself takes no focus.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions
    <div class="time" role="group" aria-label={t.time} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="btn icon primary"
        aria-label={stopped ? t.resume : t.pause}
        title={stopped ? t.resume : t.pause}
        onClick={() => setPaused(!stopped)}
      >
        <Icon name={stopped ? 'play' : 'pause'} />
      </button>
      <button
        type="button"
        class="btn icon"
        aria-label={t.step}
        title={t.step}
        onClick={() => {
          setPaused(true);
          stepOnce();
        }}
      >
        <Icon name="step" />
      </button>
      <SpeedChoice t={t} />
      <select
        aria-label={t.speed}
        value={speed.value}
        onChange={(event) => setSpeed(Number(event.currentTarget.value))}
      >
        {speeds.map((each) => (
          <option key={each} value={each}>
            {each}×
          </option>
        ))}
      </select>
      <span class="clock">
        {elapsed(clock.value && start !== undefined ? clock.value.now - start : 0)}
        <small>{stopped ? t.paused : fill(t.speedNow, { n: speed.value })}</small>
      </span>
      <span class="grow" />
      <button type="button" class="btn quiet s" title={t.resetLab} onClick={onReset}>
        <Icon name="reset" />
        {t.reset}
      </button>
    </div>
  );
}

function SpeedChoice({ t }: { t: Messages }): JSX.Element {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const move = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!move || event.altKey) return;
    event.preventDefault();
    const next = Math.min(speeds.length - 1, Math.max(0, speeds.indexOf(speed.value) + move));
    setSpeed(speeds[next]!);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus();
  };
  return (
    <div class="seg" role="radiogroup" aria-label={t.speed} onKeyDown={onKeyDown}>
      {speeds.map((each) => (
        <button
          type="button"
          key={each}
          role="radio"
          aria-checked={speed.value === each}
          tabIndex={speed.value === each ? 0 : -1}
          onClick={() => setSpeed(each)}
        >
          {each}×
        </button>
      ))}
    </div>
  );
}
