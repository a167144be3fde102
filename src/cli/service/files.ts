import type { Config, ConfigReference, Secret, SecretReference, ServiceSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Api } from '../api.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';

/** Looks the secrets and configs of `--secret` and `--config` up and puts them into a spec. */
export function* attachFiles(api: Api, flags: Flags, spec: ServiceSpec): Co<void> {
  const container = (spec.TaskTemplate.ContainerSpec ??= {});
  const secrets = flags.all<SecretReference>('secret');
  const configs = flags.all<ConfigReference>('config');
  if (secrets.length > 0) container.Secrets = yield* resolveSecrets(api, secrets);
  if (configs.length > 0) container.Configs = yield* resolveConfigs(api, configs);
}

export function* resolveSecrets(api: Api, wanted: readonly SecretReference[]): Co<SecretReference[]> {
  const ids = yield* idsOf(
    api,
    'secret',
    wanted.map((each) => [each.SecretName, each.File?.Name ?? '']),
  );
  return wanted.map((each) => ({ ...each, SecretID: ids.get(each.SecretName) ?? '' }));
}

export function* resolveConfigs(api: Api, wanted: readonly ConfigReference[]): Co<ConfigReference[]> {
  const ids = yield* idsOf(
    api,
    'config',
    wanted.map((each) => [each.ConfigName, each.File?.Name ?? '']),
  );
  return wanted.map((each) => ({ ...each, ConfigID: ids.get(each.ConfigName) ?? '' }));
}

function* idsOf(
  api: Api,
  kind: 'secret' | 'config',
  wanted: readonly (readonly [name: string, target: string])[],
): Co<Map<string, string>> {
  const targets = new Set<string>();
  for (const [name, target] of wanted) {
    if (targets.has(target)) throw new Failure(`duplicate ${kind} target for ${name} not allowed`);
    targets.add(target);
  }
  const names = wanted.map(([name]) => name);
  const found = yield* api.get<(Secret | Config)[]>(`/${kind}s`, { filters: { name: names } });
  const ids = new Map(found.map(({ ID, Spec }) => [Spec.Name, ID]));
  for (const name of names) if (!ids.has(name)) throw new Failure(`${kind} not found: ${name}`);
  return ids;
}
