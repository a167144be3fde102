import { catalogue } from '../images/index.ts';
import { Door } from './door.ts';
import type { FromLab, ToLab } from './port.ts';
import { prefetch } from './prefetch.ts';

/* The Web Worker that a page's lab lives in. */

const scope = self as unknown as {
  postMessage: (message: FromLab) => void;
  onmessage: ((event: { data: ToLab }) => void) | null;
};

let prompted = false;

const door = new Door({ images: catalogue() }, (message) => {
  scope.postMessage(message);
  if (prompted || message.type !== 'terminal.output') return;
  prompted = true;
  setTimeout(prefetch);
});
scope.onmessage = ({ data }) => door.receive(data);
