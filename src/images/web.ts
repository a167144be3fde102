import type { ImageDefinition, Process, Program } from '../host/index.ts';
import type { HttpHandler } from '../net/index.ts';
import { untilSignal } from './daemon.ts';
import { image } from './define.ts';

/** A server that answers every path with one text until it is told to stop. */
function serving(
  port: number,
  text: (self: Process, ...request: Parameters<HttpHandler>) => string,
  greeting = '',
): Program {
  return function* (self) {
    self.serve(port, function* (request, from) {
      return { status: 200, headers: { 'content-type': 'text/html' }, body: text(self, request, from) };
    });
    if (greeting) yield* self.printError(greeting);
    yield* untilSignal(self);
    return 0;
  };
}

const httpd = serving(
  80,
  () => '<html><body><h1>It works!</h1></body></html>\n',
  "AH00558: httpd: Could not reliably determine the server's fully qualified domain name. Set the 'ServerName' directive globally to suppress this message\n",
);

const hostname = serving(80, (self) => `<p>Hello,  my name is ${self.space.hostname}</p>`);

const whoami = serving(80, (self, request, from) => {
  const addresses = [...self.space.interfaces.values()].map(({ address }) => `IP: ${address.replace(/\/.*/, '')}\n`);
  return `Hostname: ${self.space.hostname}\nIP: 127.0.0.1\n${addresses.join('')}RemoteAddr: ${from}\n${request.method} ${request.target} HTTP/1.1\n`;
});

const registry = serving(5000, () => '{}', 'level=info msg="listening on [::]:5000"\n');

export const webImages: readonly ImageDefinition[] = [
  image('httpd', {
    tags: ['latest', '2.4'],
    base: 'debian',
    created: '2025-07-23T23:18:15Z',
    layers: [74_800_000, 42_000_000],
    config: {
      Cmd: ['httpd-foreground'],
      ExposedPorts: ['80/tcp'],
      StopSignal: 'SIGWINCH',
      WorkingDir: '/usr/local/apache2',
    },
    files: { '/usr/local/bin/httpd-foreground': httpd },
  }),
  image('alicek106/book', {
    tags: ['hostname'],
    base: 'debian',
    created: '2018-01-21T10:10:53Z',
    layers: [112_000_000, 93_000_000],
    config: { Entrypoint: ['/bin/sh', '-c', '/serve.sh'], ExposedPorts: ['80/tcp'] },
    files: { '/serve.sh': hostname },
  }),
  image('traefik/whoami', {
    tags: ['latest', 'v1.11'],
    base: 'scratch',
    created: '2025-04-21T12:28:37Z',
    layers: [6_610_000],
    config: { Entrypoint: ['/whoami'], ExposedPorts: ['80/tcp'] },
    files: { '/whoami': whoami },
  }),
  image('registry', {
    tags: ['2', '2.6'],
    base: 'alpine',
    created: '2019-01-24T23:20:46Z',
    layers: [5_530_000, 27_800_000],
    config: {
      Entrypoint: ['/entrypoint.sh'],
      Cmd: ['/etc/docker/registry/config.yml'],
      ExposedPorts: ['5000/tcp'],
      Volumes: ['/var/lib/registry'],
    },
    files: {
      '/entrypoint.sh': registry,
      '/etc/docker/registry/config.yml':
        'version: 0.1\nlog:\n  fields:\n    service: registry\nstorage:\n  filesystem:\n    rootdirectory: /var/lib/registry\nhttp:\n  addr: :5000\n',
    },
  }),
];
