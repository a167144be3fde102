import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { Bench } from './bench.ts';

describe('an overlay in use on a node', () => {
  it('shows the node’s load balancer there, and null for IPAM options that were empty', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const IPAM = { Driver: 'default', Options: {}, Config: [] };
    bench.ask('POST', '/networks/create', { Name: 'mynet', Driver: 'overlay', IPAM });
    const TaskTemplate = { ContainerSpec: { Image: 'web' }, Networks: [{ Target: 'mynet' }] };
    bench.ask('POST', '/services/create', { Name: 't', TaskTemplate, Mode: { Replicated: { Replicas: 1 } } });
    bench.pass(3 * second);
    const { body } = bench.ask('GET', '/networks/mynet');
    expect(body.IPAM.Options).toBeNull();
    expect(body.Containers['lb-mynet']).toMatchObject({
      Name: 'mynet-endpoint',
      IPv4Address: expect.stringMatching(/^10\.0\.1\.\d+\/24$/) as string,
    });
    expect(bench.ask('GET', '/networks/ingress').body.Containers['ingress-sbox'].Name).toBe('ingress-endpoint');
  });
});

describe('a template as secret or config', () => {
  it('is filled in with the task, its environment and its other files; the node has no name there', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const create = (path: string, Name: string, text: string, Templating?: { Name: string }): string =>
      bench.ask('POST', `/${path}/create`, { Name, Data: btoa(text), ...(Templating ? { Templating } : {}) }).body
        .ID as string;
    const pw = create('secrets', 'pw', 'hush');
    const plain = create('configs', 'plain', '{{.Task.Slot}}');
    const text = '{{ .Service.Name }} {{.Task.Slot}} [{{.Node.Hostname}}] {{env "WHERE"}} {{secret "pw"}}';
    const conf = create('configs', 'conf', text, { Name: 'golang' });
    const File = (Name: string): object => ({ Name, UID: '0', GID: '0', Mode: 292 });
    bench.service('s', 1, {
      Image: 'web',
      Env: ['WHERE=on {{.Node.Hostname}}'],
      Secrets: [{ File: File('pw'), SecretID: pw, SecretName: 'pw' }],
      Configs: [
        { File: File('/conf'), ConfigID: conf, ConfigName: 'conf' },
        { File: File('/plain'), ConfigID: plain, ConfigName: 'plain' },
      ],
    });
    const [{ Id }] = bench.ask('GET', '/containers/json').body;
    const read = (path: string): string => {
      const exec = bench.ask('POST', `/containers/${Id as string}/exec`, { Cmd: ['cat', path], AttachStdout: true });
      const { stream } = bench.ask('POST', `/exec/${exec.body.Id as string}/start`, {});
      return bench
        .all<{ data: string }>(stream)
        .map(({ data }) => data)
        .join('');
    };
    expect(read('/conf')).toBe('s 1 [] on host1 hush');
    expect(read('/plain')).toBe('{{.Task.Slot}}');
  });
});
