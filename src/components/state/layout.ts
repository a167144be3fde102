import { signal } from '@preact/signals';

/** What a phone shows: the text, the terminal or the map. */
export type PhoneView = 'text' | 'terminal' | 'map';

export const phoneView = signal<PhoneView>('text');
/** Views that changed while another one was shown. */
export const unseen = signal<ReadonlySet<PhoneView>>(new Set());
/** Pixels. */
export const fontSize = signal(12);
export const wrapLines = signal(false);
export const showTable = signal(false);
export const showTranscript = signal(false);

export function showView(view: PhoneView): void {
  phoneView.value = view;
  document.documentElement.dataset['view'] = view;
  unseen.value = new Set([...unseen.value].filter((each) => each !== view));
}

/** A dot appears on the tab of a view that changed unseen. */
export function touched(view: PhoneView): void {
  if (phoneView.value !== view && !unseen.value.has(view)) unseen.value = new Set([...unseen.value, view]);
}
