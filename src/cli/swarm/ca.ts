import type { Swarm } from '../../api/index.ts';
import { Failure } from '../failure.ts';
import type { Command } from '../spec.ts';
import { clusterSpec } from './spec.ts';

/** `docker swarm ca`: shows the root certificate, or asks for a new one. */
export const ca: Command = function* ({ self, api, flags }) {
  const swarm = yield* api.get<Swarm>('/swarm');
  if (!flags.is('rotate')) {
    for (const flag of ['ca-cert', 'ca-key', 'cert-expiry', 'external-ca'])
      if (flags.has(flag)) throw new Failure(`\`--${flag}\` flag requires the \`--rotate\` flag to update the CA`);
    return yield* self.print(`${trustRoot(swarm)}\n`);
  }
  const spec = clusterSpec(flags, swarm.Spec);
  const rotated = { ...spec, CAConfig: { ...spec.CAConfig, ForceRotate: (spec.CAConfig.ForceRotate ?? 0) + 1 } };
  yield* api.post('/swarm/update', rotated, { version: swarm.Version.Index });
  if (!flags.is('detach')) yield* self.print(`${trustRoot(yield* api.get<Swarm>('/swarm'))}\n`);
};

function trustRoot(swarm: Swarm): string {
  const root = swarm.TLSInfo.TrustRoot.trim();
  if (root === '') throw new Failure('no CA information available');
  return root;
}
