import { useState } from 'preact/hooks';
import type { JSX, TargetedPointerEvent } from 'preact';

const stride = 16;

/**
 * A line between two panes. It sets a custom property of the root element, in pixels: by dragging, by the arrow keys
 * (16 px), Home and End; a double click puts it back.
 */
export function Splitter(props: {
  label: string;
  property: string;
  orientation: 'vertical' | 'horizontal';
  min: number;
  max: number;
  initial: number;
}): JSX.Element {
  const { label, property, orientation, min, max, initial } = props;
  const [value, setValue] = useState(initial);
  const vertical = orientation === 'vertical';
  const set = (next: number): void => {
    const limit = Math.max(min, Math.min(max, (vertical ? innerWidth : innerHeight) - 240));
    const kept = Math.round(Math.max(min, Math.min(limit, next)));
    setValue(kept);
    document.documentElement.style.setProperty(property, `${kept}px`);
  };
  const reset = (): void => {
    setValue(initial);
    document.documentElement.style.removeProperty(property);
  };
  // The text grows to the right, the terminal upwards.
  const grow = vertical ? 'ArrowRight' : 'ArrowUp';
  const shrink = vertical ? 'ArrowLeft' : 'ArrowDown';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    const next = { [grow]: value + stride, [shrink]: value - stride, Home: min, End: max }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const from = vertical ? event.clientX : event.clientY;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      set(vertical ? value + moved.clientX - from : value + from - moved.clientY);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  return (
    // A separator that can be focused is a widget (ARIA 1.2), which the rule does not know.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions
    <div
      class={`splitter ${vertical ? 'v' : 'h'} needs-js`}
      role="separator"
      tabIndex={0}
      aria-orientation={orientation}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDblClick={reset}
    />
  );
}
