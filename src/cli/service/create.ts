import type { Command } from '../spec.ts';
import { pinImage } from './digest.ts';
import { waitOnService } from './progress/index.ts';
import { attachFiles } from './files.ts';
import { specOf } from './spec.ts';

/** `docker service create`. */
export const create: Command = function* (call) {
  const { self, api, flags } = call;
  const wanted = yield* specOf(call);
  yield* attachFiles(api, flags, wanted);
  const { spec, warning } = yield* pinImage(api, wanted, !flags.is('no-resolve-image'));
  const answer = yield* api.post<{ ID: string; Warnings?: string[] | null }>('/services/create', spec);
  for (const line of [warning, ...(answer.Warnings ?? [])]) if (line) yield* self.printError(`${line}\n`);
  yield* self.print(`${answer.ID}\n`);
  if (!flags.is('detach')) yield* waitOnService(self, api, answer.ID, flags.is('quiet'));
};
