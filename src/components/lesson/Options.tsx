import type { JSX } from 'preact';
import { rich } from '../model/rich.tsx';

/** A choice of answers as radio buttons; the picked one and the right one carry a word, not only a colour. */
export function Options(props: {
  name: string;
  label: string;
  options: readonly { id: string; text: string }[];
  picked: string | undefined;
  pickedWord: string;
  right: string | undefined;
  rightWord: string;
  onPick: (id: string) => void;
}): JSX.Element {
  return (
    <div class="opts" role="radiogroup" aria-label={props.label}>
      {props.options.map(({ id, text }) => (
        <label key={id} class={`${props.picked === id ? 'on' : ''} ${props.right === id ? 'answer' : ''}`}>
          <input
            class="vh"
            type="radio"
            name={props.name}
            checked={props.picked === id}
            onChange={() => props.onPick(id)}
          />
          <span class="rd" />
          <span>{rich(text)}</span>
          <span class="row">
            {props.picked === id && <span class="badge info">{props.pickedWord}</span>}
            {props.right === id && <span class="badge ok">{props.rightWord}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
