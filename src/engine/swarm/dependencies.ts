import type { FileTarget, TaskSpec } from '../../api/index.ts';
import type { Dependencies } from '../../swarm/executor.ts';
import type { TaskFile } from '../containers/container.ts';

/** The files of a task's secrets (below /run/secrets unless absolute) and configs (below / unless absolute). */
export function filesOf(spec: TaskSpec, { secrets, configs }: Dependencies): TaskFile[] {
  const container = spec.ContainerSpec ?? {};
  const from = (base: string, target: FileTarget, data: string | undefined, secret: boolean): TaskFile => ({
    path: target.Name.startsWith('/') ? target.Name : `${base}/${target.Name}`,
    content: decodeBase64(data ?? ''),
    target,
    secret,
  });
  return [
    ...(container.Secrets ?? []).flatMap(({ File, SecretID }) => {
      const secret = secrets.find(({ id }) => id === SecretID);
      return File && secret ? [from('/run/secrets', File, secret.spec.Data, true)] : [];
    }),
    ...(container.Configs ?? []).flatMap(({ File, ConfigID }) => {
      const config = configs.find(({ id }) => id === ConfigID);
      return File && config ? [from('', File, config.spec.Data, false)] : [];
    }),
  ];
}

/** Text of base64, as UTF-8; bytes that are none become U+FFFD. */
export function decodeBase64(data: string): string {
  const binary = atob(data);
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}
