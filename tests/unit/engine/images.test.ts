import { describe, expect, it } from 'vitest';
import { familiar, parseReference, referenceProblem } from '../../../src/engine/images/reference.ts';
import { Bench } from './bench.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('names of images', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', 'nginx:latest'],
    ['nginx:1.25', 'docker.io', 'library/nginx', 'nginx:1.25'],
    ['alicek106/book:hostname', 'docker.io', 'alicek106/book', 'alicek106/book:hostname'],
    ['docker.io/library/nginx', 'docker.io', 'library/nginx', 'nginx:latest'],
    ['myreg:5000/nginx:v1', 'myreg:5000', 'nginx', 'myreg:5000/nginx:v1'],
    ['localhost/a/b', 'localhost', 'a/b', 'localhost/a/b:latest'],
    [`nginx@${digest}`, 'docker.io', 'library/nginx', `nginx@${digest}`],
    [`nginx:1.25@${digest}`, 'docker.io', 'library/nginx', 'nginx:1.25'],
  ])('%s', (text, domain, path, shown) => {
    const ref = parseReference(text);
    expect(ref).toMatchObject({ domain, path });
    expect(ref && familiar(ref)).toBe(shown);
  });

  it.each(['', 'nginx:', 'Nginx', 'a//b', 'nginx:-x', '-nginx', 'nginx@sha256:12', 'a b'])('%j is none', (text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  it('says why', () => {
    expect(referenceProblem('Bad:Ref:x')).toBe(
      'invalid reference format: repository name (library/Bad) must be lowercase',
    );
    expect(referenceProblem('nginx:')).toBe('invalid reference format');
  });
});

interface Line {
  status: string;
  id?: string;
}

describe('pulling', () => {
  it('fetches the layers that are missing, and none of those that are here', async () => {
    const bench = await Bench.open(1, ['web:1.0']);
    const lines = bench.all<Line>(bench.ask('POST', '/images/create?fromImage=web&tag=1.1').stream);
    const text = lines.map(({ id, status }) => (id ? `${id}: ${status}` : status));
    expect(text[0]).toBe('1.1: Pulling from library/web');
    expect(text.filter((line) => line.endsWith('Already exists'))).toHaveLength(1);
    expect(text.filter((line) => line.endsWith('Pull complete'))).toHaveLength(1);
    expect(text.at(-1)).toBe('Status: Downloaded newer image for web:1.1');
    const again = bench.all<Line>(bench.ask('POST', '/images/create?fromImage=web&tag=1.1').stream);
    expect(again.map(({ status }) => status)).toEqual([
      'Pulling from library/web',
      expect.stringMatching(/^Digest: sha256:[0-9a-f]{64}$/),
      'Status: Image is up to date for web:1.1',
    ]);
  });

  it('is refused as Docker Hub refuses', async () => {
    const bench = await Bench.open();
    expect(bench.ask('POST', '/images/create?fromImage=nosuch&tag=latest')).toMatchObject({
      status: 404,
      body: {
        message:
          "pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      },
    });
    expect(bench.ask('POST', '/images/create?fromImage=web&tag=9').body.message).toBe(
      'manifest for web:9 not found: manifest unknown: manifest unknown',
    );
  });

  it('tells the digest and platforms that the command line pins', async () => {
    const bench = await Bench.open(1, []);
    const { body } = bench.ask('GET', '/distribution/web:1.0/json');
    expect(body.Descriptor.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(body.Platforms).toEqual([expect.objectContaining({ architecture: 'amd64', os: 'linux' })]);
    expect(bench.ask('GET', '/distribution/web:9/json').status).toBeGreaterThanOrEqual(400);
    expect(bench.ask('GET', '/images/json').body).toEqual([]);
  });
});

describe('images of a host', () => {
  it('are untagged while another name or nothing uses them, and kept for a container', async () => {
    const bench = await Bench.open();
    bench.ask('POST', '/images/web:1.0/tag?repo=mine&tag=v1');
    expect(bench.ask('DELETE', '/images/mine:v1').body).toEqual([{ Untagged: 'mine:v1' }]);
    const id = bench.start('one', 'web:1.1');
    const { status, body } = bench.ask('DELETE', '/images/web:1.1');
    expect(status).toBe(409);
    expect(body.message).toMatch(
      new RegExp(
        `^conflict: unable to remove repository reference "web:1.1" \\(must force\\) - container ${id.slice(0, 12)} is using its referenced image [0-9a-f]{12}$`,
      ),
    );
    expect(bench.ask('DELETE', '/images/nosuch')).toMatchObject({
      status: 404,
      body: { message: 'No such image: nosuch:latest' },
    });
  });
});
