import { Channel, type Source } from '../../sim/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { pump } from './exec.ts';

/** Joins a client to a container's streams, before or while it runs; ends with the container. */
export function attach(
  daemon: Daemon,
  container: Container,
  options: { logs: boolean; stream: boolean; stdin: boolean },
  input: Source<unknown> | undefined,
): Source<unknown> {
  const channel = new Channel<unknown>(256);
  if (options.logs) for (const line of container.log.lines) channel.push({ stream: line.stream, data: line.text });
  if (!options.stream) {
    channel.close();
    return channel;
  }
  container.attached.add(channel);
  channel.onCancel(() => container.attached.delete(channel));
  daemon.events.emit('container', 'attach', container.id, container.attributes());
  if (input && options.stdin && container.config.OpenStdin) {
    if (container.config.Tty)
      pump(
        daemon,
        input,
        (data) => container.terminal?.input(data),
        () => undefined,
      );
    else {
      const stdin = (container.stdin ??= new Channel<string>());
      pump(
        daemon,
        input,
        (data) => stdin.push(data),
        () => {
          if (container.config.StdinOnce) stdin.close();
        },
      );
    }
  }
  return channel;
}
