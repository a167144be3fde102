import type { ConfigSpec, FileTarget } from '../../api/index.ts';
import type { Dependencies } from '../../swarm/executor.ts';
import type { Task } from '../../swarm/objects.ts';
import type { TaskFile } from '../containers/container.ts';
import { expand, expandPayload, templateContext } from './template.ts';

/** The files of a task's secrets (below /run/secrets unless absolute) and configs (below / unless absolute). */
export function filesOf(task: Task, hostname: string, { secrets, configs }: Dependencies): TaskFile[] {
  const container = task.spec.ContainerSpec ?? {};
  const context = templateContext(task, hostname);
  const plain = ({ Data = '' }: ConfigSpec): string => decodeBase64(Data);
  const from = (base: string, target: FileTarget, spec: ConfigSpec, secret: boolean): TaskFile => ({
    path: target.Name.startsWith('/') ? target.Name : `${base}/${target.Name}`,
    content: spec.Templating ? expandPayload(plain(spec), task, payload) : plain(spec),
    target,
    secret,
  });
  const secretOf = (id: string): ConfigSpec | undefined => secrets.find((secret) => secret.id === id)?.spec;
  const configOf = (id: string): ConfigSpec | undefined => configs.find((config) => config.id === id)?.spec;

  /** What a template gets of the task's other files, by their targets, and of its environment. */
  function payload(kind: string, name: string): string | undefined {
    if (kind === 'env') {
      const entry = (container.Env ?? []).find((line) => line.startsWith(`${name}=`));
      return expand(entry?.slice(name.length + 1) ?? '', context);
    }
    const id =
      kind === 'secret'
        ? container.Secrets?.find(({ File }) => File?.Name === name)?.SecretID
        : container.Configs?.find(({ File }) => File?.Name === name)?.ConfigID;
    const spec = id === undefined ? undefined : (kind === 'secret' ? secretOf : configOf)(id);
    return spec && plain(spec);
  }

  return [
    ...(container.Secrets ?? []).flatMap(({ File, SecretID }) => {
      const spec = secretOf(SecretID);
      return File && spec ? [from('/run/secrets', File, spec, true)] : [];
    }),
    ...(container.Configs ?? []).flatMap(({ File, ConfigID }) => {
      const spec = configOf(ConfigID);
      return File && spec ? [from('', File, spec, false)] : [];
    }),
  ];
}

/** Text of base64, as UTF-8; bytes that are none become U+FFFD. */
export function decodeBase64(data: string): string {
  const binary = atob(data);
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}
