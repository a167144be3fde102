import type {
  ClusterSpec,
  ConfigSpec,
  EndpointSpec,
  NodeSpec,
  Platform,
  PortConfig,
  SecretSpec,
  ServiceSpec,
  TaskSpec,
  IpamConfig,
  Mount,
  HealthConfig,
} from './specs.ts';

/* Answers of the Engine API 1.50, in the order of their JSON keys. Times are RFC 3339. */

export interface Meta {
  ID: string;
  Version: { Index: number };
  CreatedAt: string;
  UpdatedAt: string;
}

export type UpdateState =
  'updating' | 'paused' | 'completed' | 'rollback_started' | 'rollback_paused' | 'rollback_completed';

export interface UpdateStatus {
  State: UpdateState;
  StartedAt?: string;
  CompletedAt?: string;
  Message: string;
}

export interface Service extends Meta {
  Spec: ServiceSpec;
  PreviousSpec?: ServiceSpec;
  Endpoint: { Spec: EndpointSpec; Ports?: PortConfig[]; VirtualIPs?: { NetworkID: string; Addr?: string }[] };
  UpdateStatus?: UpdateStatus;
  /** Only with `?status=true`. */
  ServiceStatus?: { RunningTasks: number; DesiredTasks: number; CompletedTasks: number };
  JobStatus?: { JobIteration: { Index: number }; LastExecution?: string };
}

export type TaskState =
  | 'new'
  | 'allocated'
  | 'pending'
  | 'assigned'
  | 'accepted'
  | 'preparing'
  | 'ready'
  | 'starting'
  | 'running'
  | 'complete'
  | 'shutdown'
  | 'failed'
  | 'rejected'
  | 'remove'
  | 'orphaned';

export interface TaskStatus {
  Timestamp?: string;
  State: TaskState;
  Message?: string;
  Err?: string;
  ContainerStatus?: { ContainerID: string; PID: number; ExitCode: number };
  PortStatus: { Ports?: PortConfig[] };
}

export interface NetworkSummaryOfSwarm extends Meta {
  Spec: {
    Name: string;
    Labels: Record<string, string>;
    DriverConfiguration: { Name?: string; Options?: Record<string, string> };
    Ingress?: boolean;
    Attachable?: boolean;
    Internal?: boolean;
    IPAMOptions: { Driver: { Name?: string }; Configs?: IpamConfig[] };
    Scope: string;
  };
  DriverState: { Name?: string; Options?: Record<string, string> };
  IPAMOptions: { Driver: { Name?: string }; Configs?: IpamConfig[] };
}

export interface Task extends Meta {
  Labels: Record<string, string>;
  Spec: TaskSpec;
  ServiceID?: string;
  Slot?: number;
  NodeID?: string;
  Status: TaskStatus;
  DesiredState: TaskState;
  NetworksAttachments?: { Network: NetworkSummaryOfSwarm; Addresses?: string[] }[];
  JobIteration?: { Index: number };
  Volumes: unknown[];
}

export interface EngineDescription {
  EngineVersion: string;
  Labels?: Record<string, string>;
  Plugins: { Type: string; Name: string }[];
}

export interface TlsInfo {
  TrustRoot: string;
  CertIssuerSubject: string;
  CertIssuerPublicKey: string;
}

export interface NodeDescription {
  Hostname: string;
  Platform: Platform;
  Resources: { NanoCPUs: number; MemoryBytes: number };
  Engine: EngineDescription;
  TLSInfo: TlsInfo;
}

export type NodeState = 'unknown' | 'down' | 'ready' | 'disconnected';

export interface Node extends Meta {
  Spec: NodeSpec;
  Description: NodeDescription;
  Status: { State: NodeState; Message?: string; Addr: string };
  ManagerStatus?: { Leader?: boolean; Reachability: 'unknown' | 'unreachable' | 'reachable'; Addr: string };
}

export interface Secret extends Meta {
  Spec: SecretSpec;
}

export interface Config extends Meta {
  Spec: ConfigSpec;
}

export interface Swarm extends Meta {
  Spec: ClusterSpec;
  TLSInfo: TlsInfo;
  RootRotationInProgress: boolean;
  DefaultAddrPool: string[];
  SubnetSize: number;
  DataPathPort: number;
  JoinTokens: { Worker: string; Manager: string };
}

export interface EndpointResource {
  Name: string;
  EndpointID: string;
  MacAddress: string;
  IPv4Address: string;
  IPv6Address: string;
}

export interface Network {
  Name: string;
  Id: string;
  Created: string;
  Scope: string;
  Driver: string;
  EnableIPv4: boolean;
  EnableIPv6: boolean;
  IPAM: { Driver: string; Options: Record<string, string> | null; Config: IpamConfig[] | null };
  Internal: boolean;
  Attachable: boolean;
  Ingress: boolean;
  ConfigFrom: { Network: string };
  ConfigOnly: boolean;
  Containers: Record<string, EndpointResource> | null;
  Options: Record<string, string> | null;
  Labels: Record<string, string> | null;
  Peers?: { Name: string; IP: string }[];
  Services?: Record<string, unknown>;
}

export interface Port {
  IP?: string;
  PrivatePort: number;
  PublicPort?: number;
  Type: string;
}

/** One row of GET /containers/json. */
export interface ContainerSummary {
  Id: string;
  Names: string[];
  Image: string;
  ImageID: string;
  Command: string;
  /** Seconds since the Unix epoch. */
  Created: number;
  Ports: Port[];
  SizeRw?: number;
  SizeRootFs?: number;
  Labels: Record<string, string>;
  State: string;
  Status: string;
  HostConfig: { NetworkMode: string };
  NetworkSettings: { Networks: Record<string, EndpointSettings> };
  Mounts: MountPoint[];
}

export interface MountPoint {
  Type: string;
  Name?: string;
  Source: string;
  Destination: string;
  Driver?: string;
  Mode: string;
  RW: boolean;
  Propagation: string;
}

export interface EndpointSettings {
  IPAMConfig?: { IPv4Address?: string } | null;
  Links: string[] | null;
  Aliases: string[] | null;
  MacAddress: string;
  DriverOpts: Record<string, string> | null;
  GwPriority: number;
  NetworkID: string;
  EndpointID: string;
  Gateway: string;
  IPAddress: string;
  IPPrefixLen: number;
  IPv6Gateway: string;
  GlobalIPv6Address: string;
  GlobalIPv6PrefixLen: number;
  DNSNames: string[] | null;
}

/** Body of POST /containers/create. */
export interface ContainerCreate {
  Hostname?: string;
  Domainname?: string;
  User?: string;
  AttachStdin?: boolean;
  AttachStdout?: boolean;
  AttachStderr?: boolean;
  ExposedPorts?: Record<string, Record<string, never>>;
  Tty?: boolean;
  OpenStdin?: boolean;
  StdinOnce?: boolean;
  Env?: string[] | null;
  Cmd?: string[] | null;
  Healthcheck?: HealthConfig;
  Image: string;
  Volumes?: Record<string, Record<string, never>> | null;
  WorkingDir?: string;
  Entrypoint?: string[] | null;
  OnBuild?: string[] | null;
  Labels?: Record<string, string>;
  StopSignal?: string;
  StopTimeout?: number;
  HostConfig?: HostConfig;
  NetworkingConfig?: { EndpointsConfig?: Record<string, Partial<EndpointSettings>> };
}

export interface HostConfig {
  Binds?: string[] | null;
  NetworkMode?: string;
  PortBindings?: Record<string, { HostIp: string; HostPort: string }[]>;
  RestartPolicy?: { Name: string; MaximumRetryCount: number };
  AutoRemove?: boolean;
  Memory?: number;
  NanoCpus?: number;
  PidsLimit?: number | null;
  ReadonlyRootfs?: boolean;
  Init?: boolean | null;
  Mounts?: Mount[];
  PublishAllPorts?: boolean;
  Dns?: string[] | null;
  ExtraHosts?: string[] | null;
  CapAdd?: string[] | null;
  CapDrop?: string[] | null;
  Privileged?: boolean;
  Sysctls?: Record<string, string>;
  Tmpfs?: Record<string, string>;
  Ulimits?: { Name: string; Hard: number; Soft: number }[];
  LogConfig?: { Type: string; Config: Record<string, string> };
  [other: string]: unknown;
}

export interface NetworkCreateResponse {
  Id: string;
  Warning: string;
}

/** Answer of GET /distribution/{name}/json. */
export interface DistributionInspect {
  Descriptor: { mediaType: string; digest: string; size: number };
  Platforms: { architecture: string; os: string }[];
}

/** One record of GET /events. */
export interface Event {
  Type: string;
  Action: string;
  Actor: { ID: string; Attributes: Record<string, string> };
  scope: 'local' | 'swarm';
  time: number;
  timeNano: number;
}

/** One piece of a container's or service's output as the API streams it (stdcopy frames, or raw with a TTY). */
export interface LogFrame {
  /** `systemerr`: the daemon itself could not go on; the client prints `error from daemon in stream: ` and the data. */
  stream: 'stdout' | 'stderr' | 'systemerr';
  data: string;
}
