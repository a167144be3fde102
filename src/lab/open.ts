import type { FromLab, LabPort } from './port.ts';

/** Starts the emulator in a Web Worker and returns the port to it. A worker that dies is told as `failed`. */
export function openLab(): LabPort {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'swarmbox' });
  const listeners = new Set<(message: FromLab) => void>();
  const tell = (message: FromLab): void => {
    for (const listener of [...listeners]) listener(message);
  };
  worker.onmessage = ({ data }: { data: FromLab }) => tell(data);
  worker.onerror = (event) => tell({ type: 'failed', message: event.message });
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => worker.terminate(),
  };
}
