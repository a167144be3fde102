import { describe, expect, it } from 'vitest';
import type { PortConfig } from '../../../src/api/index.ts';
import { second } from '../../../src/sim/index.ts';
import { Cluster } from './lab.ts';

const formed = (count = 2): Cluster => {
  const lab = new Cluster(count);
  lab.form();
  return lab;
};

const network = (lab: Cluster, name: string, subnet?: string): string =>
  lab.do(
    lab.control.createNetwork({
      Name: name,
      Driver: 'overlay',
      ...(subnet ? { IPAM: { Config: [{ Subnet: subnet }] } } : {}),
    }),
  ).id;

const ports = (lab: Cluster, name: string): (number | undefined)[] =>
  (lab.service(name).endpoint?.ports ?? []).map(({ PublishedPort }) => PublishedPort);

describe('networks', () => {
  it('take the lowest free subnets and serial VXLAN IDs', () => {
    const lab = formed();
    const [a, b] = [network(lab, 'a'), network(lab, 'b')];
    lab.pass(second);
    const seen = (): unknown[] =>
      lab
        .do(lab.control.list('network'))
        .map(({ spec, ipam, vxlanId }) => [spec.Name, ipam?.subnet, ipam?.gateway, vxlanId]);
    expect(seen()).toEqual([
      ['ingress', '10.0.0.0/24', '10.0.0.1', 4096],
      ['a', '10.0.1.0/24', '10.0.1.1', 4097],
      ['b', '10.0.2.0/24', '10.0.2.1', 4098],
    ]);
    lab.do(lab.control.remove('network', a));
    network(lab, 'c', '192.168.7.0/24');
    network(lab, 'd');
    lab.pass(second);
    expect(seen().map((row) => (row as string[]).slice(0, 2))).toEqual([
      ['ingress', '10.0.0.0/24'],
      ['b', '10.0.2.0/24'],
      ['c', '192.168.7.0/24'],
      ['d', '10.0.1.0/24'],
    ]);
    expect(b).toMatch(/^[0-9a-z]{25}$/);
  });

  it('cannot go while a service uses them', () => {
    const lab = formed();
    const id = network(lab, 'mynet');
    const service = lab.create('web', {
      TaskTemplate: { ContainerSpec: { Image: 'nginx' }, ForceUpdate: 0, Networks: [{ Target: id }] },
    });
    expect(() => lab.do(lab.control.remove('network', id))).toThrow(`network ${id} is in use by service ${service.id}`);
  });
});

describe('addresses', () => {
  it('go to gateway, virtual IP, tasks and load balancers of one network, each once', () => {
    const lab = formed(3);
    const id = network(lab, 'mynet');
    lab.create('web', {
      Mode: { Replicated: { Replicas: 4 } },
      TaskTemplate: { ContainerSpec: { Image: 'nginx' }, ForceUpdate: 0, Networks: [{ Target: id }] },
      EndpointSpec: { Ports: [{ TargetPort: 80, PublishedPort: 8080 }] },
    });
    lab.settle('web', 4);
    const ingress = lab.do(lab.control.list('network')).find(({ spec }) => spec.Ingress)?.id ?? '';
    expect(lab.service('web').endpoint?.virtualIps).toEqual([
      { networkId: ingress, addr: '10.0.0.5/24' },
      { networkId: id, addr: '10.0.1.2/24' },
    ]);
    const tasks = lab.running('web').map(({ networks }) => networks.map((one) => one.addresses[0]));
    expect(tasks.map(([first]) => first?.startsWith('10.0.0.'))).toEqual([true, true, true, true]);
    const own = tasks.map(([, address]) => address);
    const balancers = lab.nodes().map(({ attachments }) => attachments[id]);
    expect(balancers.every(Boolean)).toBe(true);
    const all = ['10.0.1.1/24', '10.0.1.2/24', ...own, ...balancers];
    expect(new Set(all).size).toBe(all.length);
    expect(lab.nodes().map(({ attachments }) => attachments[ingress])).toEqual([
      '10.0.0.2/24',
      '10.0.0.3/24',
      '10.0.0.4/24',
    ]);
  });

  it('of a dead task rest before they are given again', () => {
    const lab = formed(1);
    const id = network(lab, 'mynet');
    lab.create('web', {
      TaskTemplate: {
        ContainerSpec: { Image: 'nginx' },
        ForceUpdate: 0,
        Networks: [{ Target: id }],
        RestartPolicy: { Delay: 0 },
      },
    });
    lab.settle('web', 1);
    const address = (): string | undefined => lab.running('web')[0]?.networks[0]?.addresses[0];
    const first = address();
    lab
      .machine(1)
      .executor.running.get(lab.running('web')[0]?.id ?? '')
      ?.end(1);
    lab.until(() => lab.running('web').length === 0);
    lab.settle('web', 1);
    expect(address()).not.toBe(first);
  });

  it('give a dnsrr service no virtual IP', () => {
    const lab = formed(1);
    const id = network(lab, 'mynet');
    lab.create('web', {
      TaskTemplate: { ContainerSpec: { Image: 'nginx' }, ForceUpdate: 0, Networks: [{ Target: id }] },
      EndpointSpec: { Mode: 'dnsrr' },
    });
    lab.settle('web', 1);
    expect(lab.service('web').endpoint?.virtualIps).toEqual([]);
  });

  it('leave the node with the last task', () => {
    const lab = formed(1);
    const id = network(lab, 'mynet');
    const { id: service } = lab.create('web', {
      TaskTemplate: { ContainerSpec: { Image: 'nginx' }, ForceUpdate: 0, Networks: [{ Target: id }] },
    });
    lab.settle('web', 1);
    expect(lab.nodes()[0]?.attachments[id]).toBeDefined();
    lab.do(lab.control.remove('service', service));
    lab.pass(3 * second);
    expect(lab.nodes()[0]?.attachments[id]).toBeUndefined();
  });
});

describe('published ports', () => {
  const port = (PublishedPort?: number): PortConfig => ({
    TargetPort: 80,
    ...(PublishedPort ? { PublishedPort } : {}),
  });

  it('come from 30000 on, and stay while no port comes or goes', () => {
    const lab = formed(1);
    lab.create('a', { EndpointSpec: { Ports: [port()] } });
    lab.create('b', { EndpointSpec: { Ports: [port()] } });
    lab.settle('b', 1);
    expect([ports(lab, 'a'), ports(lab, 'b')]).toEqual([[30000], [30001]]);
    lab.update('a', (spec) => ({ ...spec, TaskTemplate: { ...spec.TaskTemplate, ForceUpdate: 1 } }));
    lab.pass(second);
    expect(ports(lab, 'a')).toEqual([30000]);
    lab.update('a', (spec) => ({
      ...spec,
      EndpointSpec: { Ports: [port(), { TargetPort: 81, PublishedPort: 8081 }] },
    }));
    lab.pass(second);
    expect(ports(lab, 'a')).toEqual([30002, 8081]);
  });

  it('give a service its ingress address only while it publishes', () => {
    const lab = formed(1);
    lab.create('web', { EndpointSpec: { Ports: [port(80)] } });
    lab.settle('web', 1);
    const first = lab.service('web').endpoint?.virtualIps[0]?.addr;
    expect(first).toMatch(/^10\.0\.0\.\d+\/24$/);
    lab.update('web', (spec) => ({ ...spec, EndpointSpec: { Mode: 'vip' } }));
    lab.pass(10 * second);
    expect(lab.service('web').endpoint?.virtualIps).toEqual([]);
    lab.update('web', (spec) => ({ ...spec, EndpointSpec: { Ports: [port(80)] } }));
    lab.pass(second);
    expect(lab.service('web').endpoint?.virtualIps[0]?.addr).not.toBe(first);
  });
});
