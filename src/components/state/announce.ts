import { signal } from '@preact/signals';
import { messages } from '../../i18n/index.ts';
import type { View } from '../../lab/index.ts';
import { news } from '../model/news.ts';
import { whenChanged, whenCreated } from './lab.ts';
import { labPage } from './page.ts';

/** What the one polite live region says now. */
export const announcement = signal('');

/** News of one second is said in one breath. */
const breath = 1000;
let pending: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
/** The view that was told last, and the newest one. */
let told: View | undefined;
let newest: View | undefined;

/** Says something with the news of this second. */
export function announce(text: string): void {
  pending = [...pending.filter((each) => each !== text), text];
  timer ??= setTimeout(speak, breath);
}

function speak(): void {
  timer = undefined;
  const fresh = told && newest ? news(told, newest, messages(labPage().locale).said) : [];
  told = newest;
  // Where nothing is new, the last words stay to be read again.
  if (fresh.length + pending.length > 0) announcement.value = [...fresh, ...pending].join('. ');
  pending = [];
}

/** Begins to tell what happens in the cluster. */
export function startNews(): void {
  whenCreated((view) => (told = newest = view));
  whenChanged((view) => {
    if (newest?.swarm === view.swarm) return;
    newest = view;
    timer ??= setTimeout(speak, breath);
  });
}
