import type { View } from '../../lab/index.ts';
import { input } from './lab.ts';
import { run } from './terminals.ts';

/* What the buttons under a host do. Power and cable are the world's; availability is a command, typed where it can be seen. */

export function setPower(host: string, on: boolean): void {
  input({ type: 'power', host, on });
}

/** Whether a host's cable is pulled: no other host reaches it. */
export function isCut(view: View, host: string): boolean {
  const others = Object.keys(view.hosts).filter((name) => name !== host);
  return others.length > 0 && others.every((name) => view.hosts[host]?.cutFrom.includes(name));
}

export function setCable(view: View, host: string, cut: boolean): void {
  for (const name of Object.keys(view.hosts)) {
    // A cable plugged back in does not mend the others that are pulled.
    if (name === host || (!cut && isCut(view, name))) continue;
    input({ type: 'link', between: [host, name], cut });
  }
}

export function setAvailability(view: View, host: string, availability: 'active' | 'drain'): void {
  const leader = Object.values(view.swarm?.nodes ?? {}).find((node) => node.leader)?.hostname;
  if (leader) run(leader, `docker node update --availability ${availability} ${host}`);
}
