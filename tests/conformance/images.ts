import type { ImageConfig, ImageDefinition, Process, Program } from '../../src/host/index.ts';
import { entrypoint, untilSignal } from '../../src/images/daemon.ts';
import { busybox } from '../../src/shell/index.ts';
import { parseRfc3339, second, type Co } from '../../src/sim/index.ts';

/*
 * The small stand-ins that the recordings were made with: real names, entrypoints, commands, ports and volumes, on a
 * BusyBox base, with programs that only serve a page, wait, or die.
 */

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const created = parseRfc3339('2024-05-03T19:49:21Z') ?? 0;
const baseLayer = { size: 1_985_579, createdBy: '/bin/sh -c #(nop) ADD file in / ' };

/** Waits until the container is told to stop, then ends at once with status 0. */
function* waitForStop(self: Process): Co<number> {
  yield* untilSignal(self);
  return 0;
}

function* index(self: Process): Co<string> {
  const file = yield* self.open('/usr/share/nginx/html/index.html', 'r');
  return yield* self.readAll(file);
}

function page(self: Process, content: () => Co<string>): void {
  self.serve(80, function* (request) {
    if (request.target !== '/' && request.target !== '/index.html') return { status: 404, headers: {} };
    return { status: 200, headers: { 'content-type': 'text/html' }, body: yield* content() };
  });
}

const nginx = (version: string): Program =>
  function* (self) {
    yield* self.print('/docker-entrypoint.sh: Configuration complete; ready for start up\n');
    yield* self.printError(`[notice] 1#1: nginx/${version}\n`);
    page(self, () => index(self));
    return yield* waitForStop(self);
  };

const httpd: Program = function* (self) {
  page(self, function* () {
    return '<html><body><h1>It works!</h1></body></html>\n';
  });
  return yield* waitForStop(self);
};

const hostname: Program = function* (self) {
  page(self, function* () {
    return `<p>Hello,  my name is ${self.space.hostname}</p>\n`;
  });
  return yield* waitForStop(self);
};

const crashy: Program = function* (self) {
  yield* self.print('starting\n');
  yield* self.sleep(2 * second);
  yield* self.printError('fatal: cannot go on\n');
  return 1;
};

const hello: Program = function* (self) {
  yield* self.print(
    '\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\n',
  );
  return 0;
};

interface StandIn {
  size: number;
  config: ImageConfig;
  files?: Record<string, string | Program>;
}

function image(repository: string, tags: readonly string[], { size, config, files = {} }: StandIn): ImageDefinition {
  return {
    repository,
    tags,
    size,
    created,
    config: { ...config, Env: [path, ...(config.Env ?? [])] },
    files: () => ({ ...busybox(), ...files }),
    layers: [baseLayer, { size: size - baseLayer.size, createdBy: '/bin/sh -c #(nop) COPY multi in / ' }],
  };
}

const nginxImage = (version: string, tags: readonly string[], size = 1_985_995): ImageDefinition =>
  image('nginx', tags, {
    size,
    config: {
      Env: [`NGINX_VERSION=${version}`],
      Entrypoint: ['/docker-entrypoint.sh'],
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: ['80/tcp'],
      StopSignal: 'SIGQUIT',
    },
    files: {
      '/docker-entrypoint.sh': entrypoint('nginx', nginx(version)),
      '/usr/sbin/nginx': nginx(version),
      '/usr/share/nginx/html/index.html': `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body><h1>Welcome to nginx!</h1><p>nginx/${version}</p></body>
</html>
`,
    },
  });

const redisImage = (version: string, tags: readonly string[]): ImageDefinition =>
  image('redis', tags, {
    size: 1_985_720,
    config: {
      Env: [`REDIS_VERSION=${version}`],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['redis-server'],
      ExposedPorts: ['6379/tcp'],
      Volumes: ['/data'],
      WorkingDir: '/data',
    },
    files: { '/usr/local/bin/docker-entrypoint.sh': entrypoint('redis-server', waitForStop) },
  });

const images: readonly ImageDefinition[] = [
  nginxImage('1.25.5', ['1.25']),
  nginxImage('1.27.0', ['latest', 'alpine']),
  nginxImage('1.11.13', ['1.11'], 1_985_874),
  nginxImage('1.10.3', ['1.10'], 1_985_873),
  redisImage('3.0.6', ['3.0.6']),
  redisImage('3.0.7', ['3.0.7']),
  redisImage('7.2.4', ['latest']),
  image('httpd', ['2.4'], {
    size: 1_985_873,
    config: { Cmd: ['httpd-foreground'], ExposedPorts: ['80/tcp'] },
    files: { '/usr/local/bin/httpd-foreground': httpd },
  }),
  image('mysql', ['5.7'], {
    size: 1_986_105,
    config: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['mysqld'],
      ExposedPorts: ['3306/tcp', '33060/tcp'],
      Volumes: ['/var/lib/mysql'],
    },
    files: { '/usr/local/bin/docker-entrypoint.sh': entrypoint('mysqld', waitForStop) },
  }),
  image('registry', ['2.6'], {
    size: 1_985_722,
    config: {
      Entrypoint: ['/entrypoint.sh'],
      Cmd: ['/etc/docker/registry/config.yml'],
      ExposedPorts: ['5000/tcp'],
      Volumes: ['/var/lib/registry'],
    },
    files: { '/entrypoint.sh': entrypoint('/etc/docker/registry/config.yml', waitForStop) },
  }),
  image('alpine', ['latest'], { size: 1_985_581, config: { Cmd: ['/bin/sh'] } }),
  image('busybox', ['latest'], { size: 1_985_579, config: { Cmd: ['sh'] } }),
  image('alicek106/book', ['hostname'], {
    size: 1_985_767,
    config: { Cmd: ['/serve'], ExposedPorts: ['80/tcp'] },
    files: { '/serve': hostname },
  }),
  image('crashy', ['latest'], { size: 1_985_644, config: { Cmd: ['/crash'] }, files: { '/crash': crashy } }),
  image('crashy', ['unhealthy'], {
    size: 1_985_675,
    config: {
      Cmd: ['/wait'],
      Healthcheck: { Test: ['CMD-SHELL', 'exit 1'], Interval: 2_000_000_000, Timeout: 2_000_000_000, Retries: 2 },
    },
    files: { '/wait': waitForStop },
  }),
  image('hello-world', ['latest'], {
    size: baseLayer.size + 215,
    config: { Cmd: ['/hello'] },
    files: { '/hello': hello },
  }),
];

/** For replays: the stand-ins, all on every host but the two that the recordings pull. */
export const options = {
  images,
  cached: images
    .flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`))
    .filter((name) => name !== 'hello-world:latest' && name !== 'nginx:alpine'),
};
