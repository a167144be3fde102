import { showView } from '../state/layout.ts';
import { labPage } from '../state/page.ts';
import { activeHost, show } from '../state/terminals.ts';

const places: Readonly<Record<string, readonly [view: 'text' | 'terminal' | 'map', selector: string]>> = {
  '1': ['text', '#text'],
  '2': ['terminal', '.screen:not([hidden])'],
  '3': ['map', '#map [data-stop][tabindex="0"]'],
};

/** Alt with 1, 2, 3: text, terminal, map. Alt with an arrow in the lab: another host. Not in fields and terminals. */
export function startShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = event.target;
    if (from instanceof HTMLInputElement || from instanceof HTMLTextAreaElement) return;
    const place = places[event.key];
    if (place) {
      event.preventDefault();
      showView(place[0]);
      document.querySelector<HTMLElement>(place[1])?.focus();
      return;
    }
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!move || !(from instanceof Element && from.closest('.lab'))) return;
    event.preventDefault();
    const hosts = labPage().header.topology.hosts.map((host) => host.name);
    show(hosts[(hosts.indexOf(activeHost.value) + move + hosts.length) % hosts.length]!);
  });
}
