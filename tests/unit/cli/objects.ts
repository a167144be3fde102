/* Answers of an engine, in the shape of the recorded ones. */

const digest = `sha256:${'4e98'.repeat(16)}`;
export const serviceId = 'rt0mfmq4hl0gd0ia86xumhbt8';

export const service = (over: Record<string, unknown> = {}, replicas = 3): Record<string, unknown> => ({
  ID: serviceId,
  Version: { Index: 25 },
  CreatedAt: '2026-11-22T10:59:25.447666886Z',
  UpdatedAt: '2026-11-22T10:59:25.447666886Z',
  Spec: {
    Name: 'web',
    Labels: {},
    TaskTemplate: {
      ContainerSpec: { Image: `redis:3.0.7@${digest}`, Init: false, DNSConfig: {}, Isolation: 'default' },
      Resources: { Limits: {}, Reservations: {} },
      Placement: { Platforms: [{ Architecture: 'amd64', OS: 'linux' }] },
      ForceUpdate: 0,
      Runtime: 'container',
    },
    Mode: { Replicated: { Replicas: replicas } },
    EndpointSpec: { Mode: 'vip' },
  },
  Endpoint: { Spec: { Mode: 'vip' } },
  ServiceStatus: { RunningTasks: replicas, DesiredTasks: replicas, CompletedTasks: 0 },
  ...over,
});

export const task = (slot: number, state: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  ID: `${slot}task${'0'.repeat(20)}`,
  Version: { Index: 30 },
  CreatedAt: `2026-11-22T10:59:3${slot}.4Z`,
  UpdatedAt: `2026-11-22T10:59:3${slot}.4Z`,
  Labels: {},
  Spec: { ContainerSpec: { Image: `redis:3.0.7@${digest}` }, ForceUpdate: 0 },
  ServiceID: serviceId,
  Slot: slot,
  NodeID: 'xzj120nm9aiymp66l5u2hi4vj',
  Status: { Timestamp: '2026-11-22T10:59:53Z', State: state, PortStatus: {} },
  DesiredState: 'running',
  ...over,
});

export const node = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  ID: 'xzj120nm9aiymp66l5u2hi4vj',
  Version: { Index: 9 },
  CreatedAt: '2026-11-22T10:42:49.440760033Z',
  UpdatedAt: '2026-11-22T10:42:50Z',
  Spec: { Labels: {}, Role: 'worker', Availability: 'active' },
  Description: {
    Hostname: 'swarm-worker2',
    Platform: { Architecture: 'x86_64', OS: 'linux' },
    Resources: { NanoCPUs: 2e9, MemoryBytes: 4294967296 },
    Engine: {
      EngineVersion: '28.2.2',
      Plugins: [
        { Type: 'Log', Name: 'json-file' },
        { Type: 'Network', Name: 'bridge' },
        { Type: 'Network', Name: 'overlay' },
        { Type: 'Volume', Name: 'local' },
      ],
    },
  },
  Status: { State: 'ready', Addr: '192.168.99.103' },
  ...over,
});
