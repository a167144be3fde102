/**
 * How a Go struct becomes JSON: its keys in order, `!` for one that is always there, `?` for a pointer (kept when given,
 * whatever its value), neither for omitempty. So specs leave the API as the real one's, in whatever order they came.
 */
export interface Shape {
  readonly keys: string;
  /** Value of a `!` key that was not given; 0 where none is named. */
  readonly zero?: Readonly<Record<string, unknown>>;
  /** Shapes of members; for a list, of its items. */
  readonly of?: Readonly<Record<string, Shape>>;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === 0 ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

/** A value in its shape. Keys that the shape does not know are dropped. */
export function shaped(value: unknown, shape: Shape): Record<string, unknown> {
  const given = (value ?? {}) as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const word of shape.keys.split(' ')) {
    const key = word.replace(/[!?]$/, '');
    const kind = word.slice(key.length);
    const inner = shape.of?.[key];
    const item = given[key];
    const missing = item === undefined || item === null;
    let result = item;
    if (inner && Array.isArray(item)) result = item.map((each) => shaped(each, inner));
    else if (inner && !missing) result = shaped(item, inner);
    if (missing && kind === '!') out[key] = shape.zero && key in shape.zero ? shape.zero[key] : 0;
    else if (!missing && (kind !== '' || !isEmpty(result))) out[key] = result;
  }
  return out;
}

const driver: Shape = { keys: 'Name Options' };
const genericResource: Shape = {
  keys: 'NamedResourceSpec? DiscreteResourceSpec?',
  of: { NamedResourceSpec: { keys: 'Kind Value' }, DiscreteResourceSpec: { keys: 'Kind Value' } },
};
const file: Shape = { keys: 'Name! UID! GID! Mode!', zero: { Name: '', UID: '', GID: '' } };

const containerSpec: Shape = {
  keys: 'Image Labels Command Args Hostname Env Dir User Groups Privileges? Init? StopSignal TTY OpenStdin ReadOnly Mounts StopGracePeriod? Healthcheck? Hosts DNSConfig? Secrets Configs Isolation Sysctls CapabilityAdd CapabilityDrop Ulimits OomScoreAdj',
  of: {
    Mounts: {
      keys: 'Type Source Target ReadOnly Consistency BindOptions? VolumeOptions? TmpfsOptions? ImageOptions? ClusterOptions?',
      of: {
        BindOptions: { keys: 'Propagation NonRecursive CreateMountpoint ReadOnlyNonRecursive ReadOnlyForceRecursive' },
        VolumeOptions: { keys: 'NoCopy Labels Subpath DriverConfig?', of: { DriverConfig: driver } },
        TmpfsOptions: { keys: 'SizeBytes Mode Options' },
        ImageOptions: { keys: 'Subpath' },
      },
    },
    Healthcheck: { keys: 'Test Interval Timeout StartPeriod StartInterval Retries' },
    DNSConfig: { keys: 'Nameservers Search Options' },
    Secrets: { keys: 'File? SecretID! SecretName!', zero: { SecretID: '', SecretName: '' }, of: { File: file } },
    Configs: {
      keys: 'File? Runtime? ConfigID! ConfigName!',
      zero: { ConfigID: '', ConfigName: '' },
      of: { File: file },
    },
    Ulimits: { keys: 'Name! Hard! Soft!', zero: { Name: '' } },
  },
};

const attachment: Shape = { keys: 'Target Aliases DriverOpts' };

/** TaskSpec as tasks show it; services add the runtime. */
export const taskSpec: Shape = {
  keys: 'ContainerSpec? NetworkAttachmentSpec? PluginSpec? Resources? RestartPolicy? Placement? Networks LogDriver? ForceUpdate! Runtime',
  of: {
    ContainerSpec: containerSpec,
    Resources: {
      keys: 'Limits? Reservations?',
      of: {
        Limits: { keys: 'NanoCPUs MemoryBytes Pids' },
        Reservations: { keys: 'NanoCPUs MemoryBytes GenericResources', of: { GenericResources: genericResource } },
      },
    },
    RestartPolicy: { keys: 'Condition Delay? MaxAttempts? Window?' },
    Placement: {
      keys: 'Constraints Preferences MaxReplicas Platforms',
      of: { Platforms: { keys: 'Architecture OS' }, Preferences: { keys: 'Spread?' } },
    },
    Networks: attachment,
    LogDriver: driver,
  },
};

const updateConfig: Shape = {
  keys: 'Parallelism! Delay FailureAction Monitor MaxFailureRatio! Order!',
  zero: { Order: 'stop-first' },
};

export const portConfig: Shape = { keys: 'Name Protocol TargetPort PublishedPort PublishMode' };

export const endpointSpec: Shape = { keys: 'Mode Ports', of: { Ports: portConfig } };

export const serviceSpec: Shape = {
  keys: 'Name! Labels! TaskTemplate! Mode! UpdateConfig? RollbackConfig? Networks EndpointSpec?',
  zero: { Name: '', Labels: {}, TaskTemplate: { ForceUpdate: 0 }, Mode: {} },
  of: {
    TaskTemplate: taskSpec,
    Mode: {
      keys: 'Replicated? Global? ReplicatedJob? GlobalJob?',
      of: {
        Replicated: { keys: 'Replicas?' },
        Global: { keys: '' },
        ReplicatedJob: { keys: 'MaxConcurrent? TotalCompletions?' },
        GlobalJob: { keys: '' },
      },
    },
    UpdateConfig: updateConfig,
    RollbackConfig: updateConfig,
    Networks: attachment,
    EndpointSpec: endpointSpec,
  },
};

export const nodeSpec: Shape = { keys: 'Name Labels! Role Availability', zero: { Labels: {} } };

export const clusterSpec: Shape = {
  keys: 'Name Labels! Orchestration! Raft! Dispatcher! CAConfig! TaskDefaults! EncryptionConfig!',
  zero: {
    Labels: {},
    Orchestration: {},
    Raft: {},
    Dispatcher: {},
    CAConfig: {},
    TaskDefaults: {},
    EncryptionConfig: { AutoLockManagers: false },
  },
  of: {
    Orchestration: { keys: 'TaskHistoryRetentionLimit?' },
    Raft: { keys: 'SnapshotInterval KeepOldSnapshots? LogEntriesForSlowFollowers ElectionTick! HeartbeatTick!' },
    Dispatcher: { keys: 'HeartbeatPeriod' },
    CAConfig: { keys: 'NodeCertExpiry ExternalCAs SigningCACert SigningCAKey ForceRotate' },
    TaskDefaults: { keys: 'LogDriver?', of: { LogDriver: driver } },
    EncryptionConfig: { keys: 'AutoLockManagers!', zero: { AutoLockManagers: false } },
  },
};
