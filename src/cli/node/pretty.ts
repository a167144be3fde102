import type { Node } from '../../api/index.ts';
import { capital } from '../format/text.ts';
import { bytesSize, goTime } from '../format/units.ts';

/** A node for people: `docker node inspect --pretty`; models docker/cli's nodeInspectPrettyTemplate. */
export function prettyNode(node: Node): string {
  const { Spec, Description, Status, ManagerStatus: manager } = node;
  const { Engine, Platform, Resources, TLSInfo: tls } = Description;
  const labels = (map: Record<string, string> | undefined): string[] =>
    Object.keys(map ?? {})
      .sort()
      .map((key) => ` - ${key}${map?.[key] ? `=${map[key]}` : ''}`);
  const plugins = (type: string): string =>
    Engine.Plugins.filter((plugin) => plugin.Type === type)
      .map((plugin) => plugin.Name)
      .join(', ');
  const plugin = (label: string, type: string): string[] => {
    const names = plugins(type);
    return names === '' ? [] : [` ${label}:\t\t${names}`];
  };
  const lines = [
    `ID:\t\t\t${node.ID}`,
    ...(Spec.Name ? [`Name:\t\t\t${Spec.Name}`] : []),
    ...(labels(Spec.Labels).length > 0 ? ['Labels:', ...labels(Spec.Labels)] : []),
    `Hostname:              \t${Description.Hostname}`,
    `Joined at:             \t${goTime(node.CreatedAt, 'utc')}`,
    'Status:',
    ` State:\t\t\t${capital(Status.State)}`,
    ...(Status.Message ? [` Message:              \t${capital(Status.Message)}`] : []),
    ` Availability:         \t${capital(Spec.Availability)}`,
    ...(Status.Addr ? [` Address:\t\t${Status.Addr}`] : []),
    ...(manager
      ? [
          'Manager Status:',
          ` Address:\t\t${manager.Addr}`,
          ` Raft Status:\t\t${capital(manager.Reachability)}`,
          ` Leader:\t\t${manager.Leader ? 'Yes' : 'No'}`,
        ]
      : []),
    'Platform:',
    ` Operating System:\t${Platform.OS ?? ''}`,
    ` Architecture:\t\t${Platform.Architecture ?? ''}`,
    'Resources:',
    ` CPUs:\t\t\t${Math.floor(Resources.NanoCPUs / 1e9)}`,
    ` Memory:\t\t${bytesSize(Resources.MemoryBytes)}`,
    ...(Engine.Plugins.length > 0
      ? ['Plugins:', ...plugin('Log', 'Log'), ...plugin('Network', 'Network'), ...plugin('Volume', 'Volume')]
      : []),
    `Engine Version:\t\t${Engine.EngineVersion}`,
    ...(labels(Engine.Labels).length > 0 ? ['Engine Labels:', ...labels(Engine.Labels)] : []),
    ...(tls?.TrustRoot
      ? [
          'TLS Info:',
          ' TrustRoot:',
          tls.TrustRoot,
          ` Issuer Subject:\t${tls.CertIssuerSubject}`,
          ` Issuer Public Key:\t${tls.CertIssuerPublicKey}`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
