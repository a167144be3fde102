import type { Swarm } from '../../api/index.ts';
import { Failure } from '../failure.ts';
import { commandHelp } from '../help/index.ts';
import { texts } from '../help/swarm.ts';
import type { Command } from '../spec.ts';
import { swarm as group } from './group.ts';
import { clusterSpec, showUnlockKey, unlockKeyOf } from './spec.ts';

/** `docker swarm update`; without a flag it shows its help. */
export const update: Command = function* (call) {
  const { self, api, flags, path } = call;
  if (flags.names().length === 0)
    return yield* self.print(commandHelp(path, group, 'update', texts, self.terminal?.size.cols ?? 80));
  const swarm = yield* api.get<Swarm>('/swarm');
  const spec = clusterSpec(flags, swarm.Spec);
  yield* api.post('/swarm/update', spec, { version: swarm.Version.Index });
  yield* self.print('Swarm updated.\n');
  if (spec.EncryptionConfig.AutoLockManagers && !swarm.Spec.EncryptionConfig.AutoLockManagers)
    yield* showUnlockKey(call);
};

/** `docker swarm unlock-key`. */
export const unlockKey: Command = function* (call) {
  const { self, api, flags } = call;
  if (flags.is('rotate')) {
    const swarm = yield* api.get<Swarm>('/swarm');
    if (!swarm.Spec.EncryptionConfig.AutoLockManagers)
      throw new Failure('cannot rotate because autolock is not turned on');
    yield* api.post('/swarm/update', swarm.Spec, { version: swarm.Version.Index, rotateManagerUnlockKey: 'true' });
    if (!flags.is('quiet')) yield* self.print('Successfully rotated manager unlock key.\n');
  }
  const key = yield* unlockKeyOf(call);
  if (key === '') throw new Failure('no unlock key is set');
  if (flags.is('quiet')) yield* self.print(`${key}\n`);
  else yield* showUnlockKey(call);
};

/** `docker swarm unlock`: asks for the key, without echo on a terminal. */
export const unlock: Command = function* ({ self, api }) {
  const info = yield* api.get<{ Swarm: { LocalNodeState: string } }>('/info');
  const state = info.Swarm.LocalNodeState;
  if (state === 'inactive') throw new Failure('Error: This node is not part of a swarm');
  if (state !== 'locked') throw new Failure('Error: swarm is not locked');
  const { terminal } = self.stdin;
  let key: string;
  if (terminal) {
    yield* self.print('Enter unlock key: ');
    terminal.echo = false;
    try {
      key = yield* self.stdin.read();
    } finally {
      terminal.echo = true;
    }
    yield* self.print('\n');
  } else key = yield* self.readAll(self.stdin);
  yield* api.post('/swarm/unlock', { UnlockKey: (key.split('\n')[0] ?? '').trim() });
};
