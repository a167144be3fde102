import { catalogue } from '../images/index.ts';
import { Door } from './door.ts';
import type { FromLab, ToLab } from './port.ts';

/* The Web Worker that a page's lab lives in. */

const scope = self as unknown as {
  postMessage: (message: FromLab) => void;
  onmessage: ((event: { data: ToLab }) => void) | null;
};

const door = new Door({ images: catalogue() }, (message) => scope.postMessage(message));
scope.onmessage = ({ data }) => door.receive(data);
