import type { ClusterSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import { csv } from '../flags/text.ts';
import type { Call } from '../spec.ts';

type ExternalCa = NonNullable<ClusterSpec['CAConfig']['ExternalCAs']>[number];

/** A cluster's spec with what flags change; models docker/cli command/swarm mergeSwarmSpec. */
export function clusterSpec(flags: Flags, spec: ClusterSpec): ClusterSpec {
  const number = <Key extends string>(flag: string, key: Key): { [K in Key]?: number } =>
    (flags.has(flag) ? { [key]: flags.number(flag) } : {}) as { [K in Key]?: number };
  return {
    ...spec,
    Orchestration: { ...spec.Orchestration, ...number('task-history-limit', 'TaskHistoryRetentionLimit') },
    Raft: {
      ...spec.Raft,
      ...number('snapshot-interval', 'SnapshotInterval'),
      ...number('max-snapshots', 'KeepOldSnapshots'),
    },
    Dispatcher: { ...spec.Dispatcher, ...number('dispatcher-heartbeat', 'HeartbeatPeriod') },
    CAConfig: {
      ...spec.CAConfig,
      ...number('cert-expiry', 'NodeCertExpiry'),
      ...(flags.has('external-ca') ? { ExternalCAs: flags.all('external-ca').map(externalCa) } : {}),
    },
    EncryptionConfig: {
      AutoLockManagers: flags.has('autolock') ? flags.is('autolock') : spec.EncryptionConfig.AutoLockManagers,
    },
  };
}

function externalCa(text: string): ExternalCa {
  const result: ExternalCa = { Protocol: '', URL: '', CACert: '' };
  for (const field of csv(text)) {
    const at = field.indexOf('=');
    if (at < 0) throw new Failure(`invalid field '${field}' must be a key=value pair`);
    const key = field.slice(0, at).toLowerCase();
    const value = field.slice(at + 1);
    if (key === 'url') result.URL = value;
    else if (key !== 'protocol') result.Options = { ...result.Options, [key]: value };
    else if (value.toLowerCase() === 'cfssl') result.Protocol = 'cfssl';
    else throw new Failure(`unrecognized external CA protocol ${value}`);
  }
  if (result.Protocol === '') throw new Failure('the external-ca option needs a protocol= parameter');
  if (result.URL === '') throw new Failure('the external-ca option needs a url= parameter');
  return result;
}

/** The key that unlocks this swarm's managers; '' where they are not locked. */
export function* unlockKeyOf({ api }: Call): Co<string> {
  try {
    return (yield* api.get<{ UnlockKey: string }>('/swarm/unlockkey')).UnlockKey;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`could not fetch unlock key: ${error.message}`);
  }
}

/** How to unlock a manager, with the key. */
export function* showUnlockKey(call: Call): Co<void> {
  const key = yield* unlockKeyOf(call);
  if (key === '') return;
  yield* call.self.print(`To unlock a swarm manager after it restarts, run the \`docker swarm unlock\`
command and provide the following key:

    ${key}

Remember to store this key in a password manager, since without it you
will not be able to restart the manager.
`);
}
