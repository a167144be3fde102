import { Lab, type LabOptions } from './lab.ts';
import { Pace } from './pace.ts';
import type { FromLab, LabHeader, ToLab } from './port.ts';
/**
 * The lab's end of a LabPort: takes messages, sends outputs. What happens during a slice of work goes out together, in its
 * order; patches stay apart, so that a check sees every state the cluster passed through, however fast time runs.
 */
export class Door {
  readonly #send: (message: FromLab) => void;
  readonly #options: LabOptions;
  #lab: Lab | undefined;
  #pace: Pace | undefined;
  #outbox: FromLab[] = [];

  constructor(options: LabOptions, send: (message: FromLab) => void) {
    this.#options = options;
    this.#send = send;
  }

  /** A message from the other side; one that makes no sense is answered by `failed`, and the lab goes on. */
  receive(message: ToLab): void {
    try {
      this.#handle(message);
    } catch (error) {
      this.#send({ type: 'failed', message: describe(error) });
    }
  }

  #handle(message: ToLab): void {
    switch (message.type) {
      case 'create':
        this.#open(message.header);
        return;
      case 'replay': {
        const lab = this.#open(message.script.header);
        lab.replay(message.script.lines.filter(({ at }) => at <= (message.until ?? Infinity)));
        const last = message.script.lines.at(-1)?.at ?? lab.now;
        this.#pace?.runTo(message.until ?? last);
        return;
      }
      case 'input':
        this.#lab?.input(message.input);
        this.#pace?.wake();
        this.#flush();
        return;
      case 'rate':
        this.#pace?.setRate(message.rate);
        this.#flush();
        return;
      case 'step':
        this.#lab?.step();
        this.#flush();
        return;
      case 'advance':
        this.#pace?.runTo(message.until);
        return;
      case 'script.get':
        if (this.#lab) this.#send({ type: 'script', script: this.#lab.script() });
        return;
    }
  }

  #open(header: LabHeader): Lab {
    this.#lab = undefined;
    this.#pace?.dispose();
    const lab = new Lab(header, this.#options);
    lab.output.subscribe((message) => this.#gather(message));
    this.#lab = lab;
    this.#send({ type: 'ready' });
    this.#send({ type: 'view', view: lab.view() });
    this.#pace = new Pace(
      lab,
      () => this.#flush(),
      (error) => this.#send({ type: 'failed', message: describe(error) }),
    );
    return lab;
  }

  #gather(message: FromLab): void {
    const last = this.#outbox.at(-1);
    if (message.type === 'terminal.output' && last?.type === 'terminal.output' && last.terminal === message.terminal)
      last.data += message.data;
    else this.#outbox.push({ ...message });
  }

  #flush(): void {
    const messages = this.#outbox;
    this.#outbox = [];
    for (const message of messages) this.#send(message);
    if (this.#lab && this.#pace) this.#send({ type: 'clock', now: this.#lab.now, rate: this.#pace.rate });
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
