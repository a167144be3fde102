import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import { Icon } from '../icons.tsx';
import { activeHost, type } from '../state/terminals.ts';

const keys: Readonly<Record<string, string>> = { Tab: '\t', '↑': '\x1b[A', '↓': '\x1b[B' };
const signs = ['|', '-', '/', '~'];

/**
 * A phone's own input row and key bar: the terminal itself never takes the phone's keyboard. `Ctrl` waits for the letter
 * that it goes with.
 */
export function PhoneInput({ t }: { t: Messages }): JSX.Element {
  const [line, setLine] = useState('');
  const [control, setControl] = useState(false);
  const host = activeHost.value;
  const typing = (on: boolean): void => {
    document.documentElement.classList.toggle('typing', on);
  };
  const change = (next: string): void => {
    const letter = next.slice(line.length).toLowerCase();
    if (control && /^[a-z]$/.test(letter)) {
      setControl(false);
      type(host, String.fromCharCode(letter.charCodeAt(0) - 96));
    } else setLine(next);
  };
  const press = (data: string): void => {
    type(host, line + data);
    setLine('');
  };
  return (
    <div class="phone-input needs-js">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          press('\r');
        }}
      >
        <span class="p mono" aria-hidden="true">
          #
        </span>
        <input
          value={line}
          aria-label={fill(t.commandLine, { host })}
          autocapitalize="off"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => change(event.currentTarget.value)}
          onFocus={() => typing(true)}
          onBlur={() => typing(false)}
        />
        <button type="submit" class="btn icon primary" aria-label={t.send}>
          <Icon name="prompt" />
        </button>
      </form>
      {/* A key is pressed without leaving the input row: the phone's keyboard stays up. */}
      <div class="keys" role="toolbar" aria-label={t.keys} onPointerDown={(event) => event.preventDefault()}>
        {Object.entries(keys).map(([name, data]) => (
          <button type="button" key={name} onClick={() => press(data)}>
            {name}
          </button>
        ))}
        <button type="button" aria-pressed={control} onClick={() => setControl(!control)}>
          Ctrl
        </button>
        {signs.map((sign) => (
          <button type="button" key={sign} onClick={() => setLine(line + sign)}>
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
}
