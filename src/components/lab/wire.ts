import { startNews } from '../state/announce.ts';
import { start, whenChanged } from '../state/lab.ts';
import { touched } from '../state/layout.ts';
import { labPage } from '../state/page.ts';
import { show } from '../state/terminals.ts';
import { startTranscript } from '../state/transcript.ts';
import { startShortcuts } from './shortcuts.ts';

let wired = false;

/** Ties the lab's outputs to what the page keeps of them, once. */
export function wire(): boolean {
  if (wired) return false;
  wired = true;
  start();
  show(labPage().header.topology.hosts[0]!.name);
  startTranscript();
  startNews();
  startShortcuts();
  let swarm: unknown;
  whenChanged((view) => {
    if (swarm !== undefined && swarm !== view.swarm) touched('map');
    swarm = view.swarm;
  });
  return true;
}

/** The same on a lesson's page, where a lesson is followed too. */
export async function wireLesson(): Promise<void> {
  if (!wire()) return;
  const [{ startLesson }, { startCommands }, { startStepBars }] = await Promise.all([
    import('../state/lesson.ts'),
    import('../lesson/commands.ts'),
    import('../lesson/stepbar.ts'),
  ]);
  startCommands();
  startStepBars();
  await startLesson();
}
