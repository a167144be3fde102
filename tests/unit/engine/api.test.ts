import { describe, expect, it } from 'vitest';
import { Filters } from '../../../src/engine/api/filters.ts';
import { parseTarget } from '../../../src/engine/api/query.ts';
import { humanDuration } from '../../../src/engine/containers/duration.ts';
import { shaped, serviceSpec } from '../../../src/engine/swarm/shape.ts';
import { Bench } from './bench.ts';

describe('the API server', async () => {
  const bench = await Bench.open();

  it('answers a ping with what a client negotiates by', () => {
    const { status, body, headers } = bench.ask('GET', '/_ping');
    expect([status, body]).toEqual([200, 'OK']);
    expect(headers).toMatchObject({ 'api-version': '1.50', ostype: 'linux', swarm: 'inactive' });
  });

  it.each([
    ['/v1.51/info', 400, 'client version 1.51 is too new. Maximum supported API version is 1.50'],
    [
      '/v1.23/info',
      400,
      'client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version',
    ],
    ['/v1.50/nosuchpage', 404, 'page not found'],
    ['/containers/nosuch/json', 404, 'No such container: nosuch'],
    ['/images/nosuch/json', 404, 'No such image: nosuch:latest'],
    ['/networks/nosuch', 404, 'network nosuch not found'],
    ['/volumes/nosuch', 404, 'get nosuch: no such volume'],
    ['/exec/nosuch/json', 404, 'No such exec instance: nosuch'],
  ])('GET %s: %i %s', (target, status, message) => {
    expect(bench.ask('GET', target)).toMatchObject({ status, body: { message } });
  });

  it('tells what it is', () => {
    const { body } = bench.ask('GET', '/version');
    expect(body).toMatchObject({
      Version: '28.2.2',
      ApiVersion: '1.50',
      MinAPIVersion: '1.24',
      Os: 'linux',
      Arch: 'amd64',
    });
    const { body: info } = bench.ask('GET', '/v1.50/info');
    expect(info).toMatchObject({ Name: 'host1', NCPU: 2, Containers: 0, Images: 4, ServerVersion: '28.2.2' });
    expect(info.Swarm).toMatchObject({ LocalNodeState: 'inactive', ControlAvailable: false, RemoteManagers: null });
  });
});

describe('requests', () => {
  it('decodes a query', () => {
    const { path, query } = parseTarget('/services?filters=%7B%22name%22%3A%5B%22a+b%22%5D%7D&status=true');
    expect(path).toBe('/services');
    expect([query.get('filters'), query.get('status')]).toEqual(['{"name":["a b"]}', 'true']);
  });

  it('reads both forms of filters and refuses unknown keys', () => {
    const of = (filters: unknown): Filters =>
      new Filters(new Map([['filters', JSON.stringify(filters)]]), ['name', 'label']);
    expect(of({ name: ['web', 'db'] }).prefix('name', 'dbs')).toBe(true);
    expect(of({ name: { web: true } }).prefix('name', 'we')).toBe(false);
    expect(of({ label: ['a', 'b=2'] }).labels('label', { a: '', b: '2' })).toBe(true);
    expect(of({ label: ['a', 'b=2'] }).labels('label', { a: '', b: '3' })).toBe(false);
    expect(of({}).is('name', 'anything')).toBe(true);
    expect(() => of({ colour: ['red'] })).toThrow("invalid filter 'colour'");
  });
});

describe('shapes', () => {
  it('orders the keys of a spec, drops what Go omits and keeps what it does not', () => {
    const spec = shaped(
      {
        EndpointSpec: { Mode: '', Ports: [] },
        Mode: { Replicated: { Replicas: 0 } },
        TaskTemplate: {
          ForceUpdate: 0,
          Networks: null,
          Placement: {},
          ContainerSpec: { Init: false, Env: [], Image: 'web', TTY: false, DNSConfig: {}, Args: ['x'] },
        },
        Name: 'w',
        Unknown: 1,
      },
      serviceSpec,
    );
    expect(JSON.stringify(spec)).toBe(
      '{"Name":"w","Labels":{},"TaskTemplate":{"ContainerSpec":{"Image":"web","Args":["x"],"Init":false,"DNSConfig":{}},"Placement":{},"ForceUpdate":0},"Mode":{"Replicated":{"Replicas":0}},"EndpointSpec":{}}',
    );
  });
});

describe('durations', () => {
  it.each([
    [0.4, 'Less than a second'],
    [1, '1 second'],
    [59, '59 seconds'],
    [61, 'About a minute'],
    [120, '2 minutes'],
    [3600, 'About an hour'],
    [5400, '2 hours'],
    [47 * 3600, '47 hours'],
    [48 * 3600, '2 days'],
    [14 * 86400, '2 weeks'],
    [60 * 86400, '2 months'],
    [730 * 86400, '2 years'],
  ])('%d seconds: %s', (seconds, text) => expect(humanDuration(seconds * 1e6)).toBe(text));
});
