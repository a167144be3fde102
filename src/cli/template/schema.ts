import { goDuration, goTime } from '../format/units.ts';
import { Nil, Printed, Struct } from './values.ts';

/*
 * The Go structs behind the answers that `service inspect` and `node inspect` decode, so that a template sees what the
 * client's typed values have: empty fields that JSON leaves out, nil pointers, durations, times. A field is
 * `Name:type`; without a type it is a string. `*` is a pointer, `[]` a list, `map` a map of strings, `n` a number, `b`
 * a bool, `d` a time.Duration, `t` a time.Time. Models moby api/types/swarm and api/types/mount.
 */
const structs: Readonly<Record<string, string>> = {
  'swarm.Service':
    'ID Version:swarm.Version CreatedAt:t UpdatedAt:t Spec:swarm.ServiceSpec PreviousSpec:*swarm.ServiceSpec Endpoint:swarm.Endpoint UpdateStatus:*swarm.UpdateStatus ServiceStatus:*swarm.ServiceStatus JobStatus:*swarm.JobStatus',
  'swarm.Version': 'Index:n',
  'swarm.ServiceSpec':
    'Name Labels:map TaskTemplate:swarm.TaskSpec Mode:swarm.ServiceMode UpdateConfig:*swarm.UpdateConfig RollbackConfig:*swarm.UpdateConfig Networks:[]swarm.NetworkAttachmentConfig EndpointSpec:*swarm.EndpointSpec',
  'swarm.TaskSpec':
    'ContainerSpec:*swarm.ContainerSpec PluginSpec:*runtime.PluginSpec NetworkAttachmentSpec:*swarm.NetworkAttachmentSpec Resources:*swarm.ResourceRequirements RestartPolicy:*swarm.RestartPolicy Placement:*swarm.Placement Networks:[]swarm.NetworkAttachmentConfig LogDriver:*swarm.Driver ForceUpdate:n Runtime',
  'swarm.ContainerSpec':
    'Image Labels:map Command:[] Args:[] Hostname Env:[] Dir User Groups:[] Privileges:*swarm.Privileges Init:*b StopSignal TTY:b OpenStdin:b ReadOnly:b Mounts:[]mount.Mount StopGracePeriod:*d Healthcheck:*container.HealthConfig Hosts:[] DNSConfig:*swarm.DNSConfig Secrets:[]*swarm.SecretReference Configs:[]*swarm.ConfigReference Isolation Sysctls:map CapabilityAdd:[] CapabilityDrop:[] Ulimits:[]*units.Ulimit OomScoreAdj:n',
  'mount.Mount':
    'Type Source Target ReadOnly:b Consistency BindOptions:*mount.BindOptions VolumeOptions:*mount.VolumeOptions ImageOptions:*mount.ImageOptions TmpfsOptions:*mount.TmpfsOptions ClusterOptions:*mount.ClusterOptions',
  'mount.BindOptions': 'Propagation NonRecursive:b CreateMountpoint:b ReadOnlyNonRecursive:b ReadOnlyForceRecursive:b',
  'mount.VolumeOptions': 'NoCopy:b Labels:map Subpath DriverConfig:*mount.Driver',
  'mount.Driver': 'Name Options:map',
  'mount.ImageOptions': 'Subpath',
  'mount.TmpfsOptions': 'SizeBytes:n Mode:n',
  'container.HealthConfig': 'Test:[] Interval:d Timeout:d StartPeriod:d StartInterval:d Retries:n',
  'swarm.DNSConfig': 'Nameservers:[] Search:[] Options:[]',
  'swarm.SecretReference': 'File:*swarm.SecretReferenceFileTarget SecretID SecretName',
  'swarm.SecretReferenceFileTarget': 'Name UID GID Mode:n',
  'swarm.ConfigReference':
    'File:*swarm.ConfigReferenceFileTarget Runtime:*swarm.ConfigReferenceRuntimeTarget ConfigID ConfigName',
  'swarm.ConfigReferenceFileTarget': 'Name UID GID Mode:n',
  'units.Ulimit': 'Name Hard:n Soft:n',
  'swarm.ResourceRequirements': 'Limits:*swarm.Limit Reservations:*swarm.Resources',
  'swarm.Limit': 'NanoCPUs:n MemoryBytes:n Pids:n',
  'swarm.Resources': 'NanoCPUs:n MemoryBytes:n GenericResources:[]swarm.GenericResource',
  'swarm.GenericResource':
    'NamedResourceSpec:*swarm.NamedGenericResource DiscreteResourceSpec:*swarm.DiscreteGenericResource',
  'swarm.NamedGenericResource': 'Kind Value',
  'swarm.DiscreteGenericResource': 'Kind Value:n',
  'swarm.RestartPolicy': 'Condition Delay:*d MaxAttempts:*n Window:*d',
  'swarm.Placement': 'Constraints:[] Preferences:[]swarm.PlacementPreference MaxReplicas:n Platforms:[]swarm.Platform',
  'swarm.PlacementPreference': 'Spread:*swarm.SpreadOver',
  'swarm.SpreadOver': 'SpreadDescriptor',
  'swarm.Platform': 'Architecture OS',
  'swarm.NetworkAttachmentConfig': 'Target Aliases:[] DriverOpts:map',
  'swarm.Driver': 'Name Options:map',
  'swarm.ServiceMode':
    'Replicated:*swarm.ReplicatedService Global:*swarm.GlobalService ReplicatedJob:*swarm.ReplicatedJob GlobalJob:*swarm.GlobalJob',
  'swarm.ReplicatedService': 'Replicas:*n',
  'swarm.GlobalService': '',
  'swarm.GlobalJob': '',
  'swarm.ReplicatedJob': 'MaxConcurrent:*n TotalCompletions:*n',
  'swarm.UpdateConfig': 'Parallelism:n Delay:d FailureAction Monitor:d MaxFailureRatio:n Order',
  'swarm.EndpointSpec': 'Mode Ports:[]swarm.PortConfig',
  'swarm.PortConfig': 'Name Protocol TargetPort:n PublishedPort:n PublishMode',
  'swarm.Endpoint': 'Spec:swarm.EndpointSpec Ports:[]swarm.PortConfig VirtualIPs:[]swarm.EndpointVirtualIP',
  'swarm.EndpointVirtualIP': 'NetworkID Addr',
  'swarm.UpdateStatus': 'State StartedAt:*t CompletedAt:*t Message',
  'swarm.ServiceStatus': 'RunningTasks:n DesiredTasks:n CompletedTasks:n',
  'swarm.JobStatus': 'JobIteration:swarm.Version LastExecution:t',
  'swarm.Node':
    'ID Version:swarm.Version CreatedAt:t UpdatedAt:t Spec:swarm.NodeSpec Description:swarm.NodeDescription Status:swarm.NodeStatus ManagerStatus:*swarm.ManagerStatus',
  'swarm.NodeSpec': 'Name Labels:map Role Availability',
  'swarm.NodeDescription':
    'Hostname Platform:swarm.Platform Resources:swarm.Resources Engine:swarm.EngineDescription TLSInfo:swarm.TLSInfo CSIInfo:[]swarm.NodeCSIInfo',
  'swarm.EngineDescription': 'EngineVersion Labels:map Plugins:[]swarm.PluginDescription',
  'swarm.PluginDescription': 'Type Name',
  'swarm.TLSInfo': 'TrustRoot CertIssuerSubject CertIssuerPublicKey',
  'swarm.NodeStatus': 'State Message Addr',
  'swarm.ManagerStatus': 'Leader:b Reachability Addr',
};

/** A JSON answer as a value of a Go type. */
export function typedValue(json: unknown, type: string): unknown {
  if (type.startsWith('*'))
    return json === undefined || json === null ? new Nil(type) : typedValue(json, type.slice(1));
  if (type.startsWith('[]'))
    return ((json ?? []) as unknown[]).map((each) => (type === '[]' ? each : typedValue(each, type.slice(2))));
  if (type === 'map') return json ?? {};
  if (type === 'n') return json ?? 0;
  if (type === 'b') return json ?? false;
  if (type === 'd') return new Printed(json ?? 0, goDuration((json ?? 0) as number));
  if (type === 't') return new Printed(json ?? '0001-01-01T00:00:00Z', goTime(json as string | undefined));
  if (type === '') return json ?? '';
  const source = (json ?? {}) as Record<string, unknown>;
  const fields = (structs[type] ?? '').split(' ').filter(Boolean);
  return new Struct(
    type,
    new Map(
      fields.map((field) => {
        const [name = '', fieldType = ''] = field.split(':');
        return [name, typedValue(source[name], fieldType)];
      }),
    ),
    json,
  );
}
