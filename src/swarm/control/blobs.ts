import type { ConfigSpec, SecretSpec } from '../../api/index.ts';
import type { Leader } from '../leader.ts';
import type { Config, Secret } from '../objects.ts';
import { same } from '../same.ts';
import type { Transaction } from '../store/transaction.ts';
import { checkVersion, fail, invalid, nameTaken, need } from './errors.ts';

/* Secrets and configs: the same rules, other sizes (models moby/swarmkit manager/controlapi secret.go, config.go). */

type Kind = 'secret' | 'config';

const NAME = /^[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?$/;
const MAX_SIZE: Record<Kind, number> = { secret: 512_000, config: 1_024_000 };

/** Bytes that a base64 text stands for. */
function sizeOf(data: string): number {
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}

export function createBlob(
  leader: Leader,
  tx: Transaction,
  kind: Kind,
  spec: SecretSpec | ConfigSpec,
): Secret | Config {
  if (spec.Name === '') invalid('name must be provided');
  if (spec.Name.length > 64 || !NAME.test(spec.Name))
    invalid(
      'invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end character must be [a-zA-Z0-9]',
    );
  const size = sizeOf(spec.Data ?? '');
  const external = 'Driver' in spec && spec.Driver !== undefined;
  if (!external && (size === 0 || size >= MAX_SIZE[kind]))
    invalid(`${kind} data must be larger than 0 and less than ${String(MAX_SIZE[kind])} bytes`);
  if (nameTaken(tx, kind, spec.Name)) fail('AlreadyExists', `${kind} ${spec.Name} already exists`);
  return tx.create(kind, { id: leader.chance.id(kind, ''), spec });
}

export function updateBlob(
  tx: Transaction,
  kind: Kind,
  id: string,
  version: number,
  spec: SecretSpec | ConfigSpec,
): Secret | Config {
  const object = need(tx, kind, id);
  const old: SecretSpec | ConfigSpec = object.spec;
  const kept = { ...old, Labels: {} };
  if (spec.Name !== old.Name || (spec.Data && !same({ ...spec, Labels: {} }, kept)))
    invalid('only updates to Labels are allowed');
  checkVersion(object, version);
  return tx.update(kind, { ...object, spec: { ...old, Labels: spec.Labels } });
}

export function removeBlob(tx: Transaction, kind: Kind, id: string): void {
  const object =
    tx.get(kind, id) ??
    fail('NotFound', kind === 'secret' ? `could not find secret ${id}` : `could not find config ${id}`);
  const users = tx.all('service').filter((service) => {
    const { Secrets = [], Configs = [] } = service.spec.TaskTemplate.ContainerSpec ?? {};
    return kind === 'secret'
      ? Secrets.some(({ SecretID }) => SecretID === id)
      : Configs.some(({ ConfigID }) => ConfigID === id);
  });
  if (users.length > 0) {
    const names = users.map((service) => service.spec.Name).join(', ');
    const services = users.length === 1 ? 'service' : 'services';
    invalid(`${kind} '${object.spec.Name}' is in use by the following ${services}: ${names}`);
  }
  tx.remove(kind, id);
}
