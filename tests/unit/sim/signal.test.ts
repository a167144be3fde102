import { expect, it } from 'vitest';
import { Signal } from '../../../src/sim/index.ts';

it('tells all listeners, in the order of their coming', () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  const listener = (value: number): void => void heard.push(`same ${value}`);
  signal.subscribe(listener);
  const leave = signal.subscribe(listener); // the same function twice is two listeners
  signal.subscribe((value) => heard.push(`other ${value}`));
  signal.emit(1);
  leave();
  signal.emit(2);
  expect(heard).toEqual(['same 1', 'same 1', 'other 1', 'same 2', 'other 2']);
});

it('does not tell who left during the telling, nor who came', () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  signal.subscribe(() => {
    leave();
    signal.subscribe(() => heard.push('newcomer'));
  });
  const leave = signal.subscribe(() => heard.push('leaver'));
  signal.emit(1);
  expect(heard).toEqual([]);
});
