import { execute } from './exec.ts';
import { run } from '../sim/index.ts';
import type { Lab } from './lab.ts';
import type { Input } from './port.ts';
import type { Machine } from './world.ts';

type Effects = { [K in Input['type']]: (lab: Lab, input: Extract<Input, { type: K }>) => void };

/** What each input does. One that names an unknown host or terminal does nothing: a script may come from anywhere. */
const effects: Effects = {
  'terminal.open': (lab, { terminal, host, cols, rows }) =>
    on(lab, host, (machine) => lab.terminals.open(terminal, machine.host, cols, rows)),
  'terminal.input': (lab, { terminal, data }) => lab.terminals.input(terminal, data),
  'terminal.resize': (lab, { terminal, cols, rows }) => lab.terminals.resize(terminal, cols, rows),
  'terminal.close': (lab, { terminal }) => lab.terminals.close(terminal),
  exec: (lab, { id, host, command }) =>
    on(lab, host, (machine) => {
      const done = (stdout: string, stderr: string, exit: number): void =>
        lab.output.emit({ type: 'exec.done', id, stdout, stderr, exit });
      if (machine.host.powered) execute(machine.host, command, { onExit: done });
      else done('', `${host} is off\n`, 255);
    }),
  'file.write': (lab, { host, path, content }) =>
    on(lab, host, ({ host: machine }) => machine.root.files.writeFile(path, content, { parents: true })),
  power: (lab, { host, on: up }) =>
    on(lab, host, ({ host: machine }) => {
      if (machine.powered === up) return;
      if (up) machine.powerOn();
      else machine.powerOff();
      lab.terminals.power(machine, up);
    }),
  engine: (lab, { host, running }) =>
    on(lab, host, ({ host: machine }) => {
      const service = machine.services.get('docker');
      if (!service || !machine.powered) return;
      run(lab.world.clock, running ? service.start() : service.stop(), () => undefined);
    }),
  link: (lab, { between: [a, b], cut }) => {
    if (lab.world.machines.has(a) && lab.world.machines.has(b)) lab.world.fabric.link(a, b).cut = cut;
  },
  mark: () => undefined,
};

/** Lets an input happen at the present instant. */
export function applyInput<K extends Input['type']>(lab: Lab, input: Extract<Input, { type: K }>): void {
  effects[input.type](lab, input);
}

function on(lab: Lab, host: string, effect: (machine: Machine) => void): void {
  const machine = lab.world.machines.get(host);
  if (machine) effect(machine);
}
