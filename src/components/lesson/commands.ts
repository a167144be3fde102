import { messages } from '../../i18n/index.ts';
import { fillLine } from '../../lessons/actions.ts';
import { announce } from '../state/announce.ts';
import { latestView } from '../state/lab.ts';
import { showView } from '../state/layout.ts';
import { labPage } from '../state/page.ts';
import { run } from '../state/terminals.ts';

/** Listens to the Run and Copy buttons of the page, whoever drew them. */
export function startCommands(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-run],[data-copy]') : null;
    if (!button) return;
    const { run: line, host, copy } = button.dataset;
    const view = latestView();
    const filled = (text: string): string => (view ? fillLine(text, view) : text);
    if (line !== undefined && host !== undefined) {
      run(host, filled(line));
      showView('terminal');
    } else if (copy !== undefined) {
      void navigator.clipboard.writeText(filled(copy));
      announce(messages(labPage().locale).copied);
    }
  });
}
