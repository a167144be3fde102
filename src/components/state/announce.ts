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
let spoken: View | undefined;

/** Says something with the news of this second. */
export function announce(text: string): void {
  pending = [...pending.filter((each) => each !== text), text];
  timer ??= setTimeout(speak, breath);
}

function speak(): void {
  timer = undefined;
  announcement.value = pending.join('. ');
  pending = [];
}

let seen: View | undefined;

/** Begins to tell what happens in the cluster. */
export function startNews(): void {
  const words = messages(labPage().locale).said;
  whenCreated((view) => (spoken = seen = view));
  whenChanged((view) => {
    if (!spoken || seen?.swarm === view.swarm) return;
    seen = view;
    timer ??= setTimeout(() => {
      if (spoken && seen) pending = [...news(spoken, seen, words), ...pending];
      spoken = seen;
      speak();
    }, breath);
  });
}
