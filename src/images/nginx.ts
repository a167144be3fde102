import type { ImageDefinition, Process, Program } from '../host/index.ts';
import type { HttpRequest, HttpResponse } from '../net/index.ts';
import { civil, type Co, type Micros } from '../sim/index.ts';
import { entrypoint, untilSignal } from './daemon.ts';
import { image } from './define.ts';

const root = '/usr/share/nginx/html';

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>
</body>
</html>
`;

const two = (n: number): string => String(n).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026/11/02 09:00:00`, as the error log stamps its lines. */
function errorTime(at: Micros): string {
  const t = civil(at);
  return `${t.year}/${two(t.month)}/${two(t.day)} ${two(t.hour)}:${two(t.minute)}:${two(t.second)}`;
}

/** `02/Nov/2026:09:00:00 +0000`, as the access log does. */
function accessTime(at: Micros): string {
  const t = civil(at);
  return `${two(t.day)}/${months[t.month - 1] ?? ''}/${t.year}:${two(t.hour)}:${two(t.minute)}:${two(t.second)} +0000`;
}

const failure = (status: number, reason: string, version: string): HttpResponse => ({
  status,
  headers: { server: `nginx/${version}`, 'content-type': 'text/html' },
  body: `<html>\r\n<head><title>${status} ${reason}</title></head>\r\n<body>\r\n<center><h1>${status} ${reason}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`,
});

function answer(self: Process, request: HttpRequest, version: string): HttpResponse {
  const { files } = self.space;
  const path = request.target.replace(/[?#].*$/, '');
  if (!['GET', 'HEAD'].includes(request.method)) return failure(405, 'Not Allowed', version);
  const file = `${root}${path}${path.endsWith('/') ? 'index.html' : ''}`;
  if (!files.exists(file)) return failure(404, 'Not Found', version);
  if (files.stat(file).kind === 'directory') return failure(403, 'Forbidden', version);
  const type = file.endsWith('.html') ? 'text/html' : 'text/plain';
  return { status: 200, headers: { server: `nginx/${version}`, 'content-type': type }, body: files.readFile(file) };
}

function nginx(version: string): Program {
  return function* (self) {
    self.serve(80, function* (request, from) {
      const reply = answer(self, request, version);
      const size = String(reply.body).length;
      const agent = request.headers['user-agent'] ?? '-';
      yield* self.print(
        `${from} - - [${accessTime(self.clock.now)}] "${request.method} ${request.target} HTTP/1.1" ${reply.status} ${size} "-" "${agent}" "-"\n`,
      );
      return reply;
    });
    yield* untilSignal(self);
    return 0;
  };
}

/** What `/docker-entrypoint.sh` of the image says before nginx, and nginx as it starts. */
function* announce(self: Process, version: string): Co<void> {
  const script = '/docker-entrypoint.sh:';
  const folder = '/docker-entrypoint.d';
  const conf = '/etc/nginx/conf.d/default.conf';
  const listen = '10-listen-on-ipv6-by-default.sh';
  yield* self.print(
    [
      `${script} ${folder}/ is not empty, will attempt to perform configuration`,
      `${script} Looking for shell scripts in ${folder}/`,
      `${script} Launching ${folder}/${listen}`,
      `${listen}: info: Getting the checksum of ${conf}`,
      `${listen}: info: Enabled listen on IPv6 in ${conf}`,
      `${script} Sourcing ${folder}/15-local-resolvers.envsh`,
      `${script} Launching ${folder}/20-envsubst-on-templates.sh`,
      `${script} Launching ${folder}/30-tune-worker-processes.sh`,
      `${script} Configuration complete; ready for start up\n`,
    ].join('\n'),
  );
  const notices = [
    'using the "epoll" event method',
    `nginx/${version}`,
    'built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) ',
    `OS: Linux ${self.host.kernelRelease}`,
    'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    'start worker processes',
    ...Array.from({ length: self.host.cpus }, (_, i) => `start worker process ${29 + i}`),
  ];
  const stamp = errorTime(self.clock.now);
  yield* self.printError(notices.map((notice) => `${stamp} [notice] 1#1: ${notice}\n`).join(''));
}

interface Release {
  version: string;
  tags: readonly string[];
  created: string;
  base?: 'debian' | 'alpine';
  layers: readonly number[];
}

/** From 1.19 on the image has an entrypoint that configures before it starts nginx. */
function release({ version, tags, created, base = 'debian', layers }: Release): ImageDefinition {
  const old = Number(version.split('.')[1]) < 19;
  const daemon = nginx(version);
  const start: Program = function* (self) {
    yield* announce(self, version);
    return yield* daemon(self);
  };
  return image('nginx', {
    tags,
    base,
    created,
    layers,
    config: {
      Env: [`NGINX_VERSION=${version}`],
      ...(old ? {} : { Entrypoint: ['/docker-entrypoint.sh'] }),
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: old ? ['443/tcp', '80/tcp'] : ['80/tcp'],
      Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' },
      ...(old ? {} : { StopSignal: 'SIGQUIT' }),
    },
    files: {
      '/usr/sbin/nginx': daemon,
      ...(old ? {} : { '/docker-entrypoint.sh': entrypoint('nginx', start) }),
      '/etc/nginx/nginx.conf':
        'worker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include /etc/nginx/conf.d/*.conf;\n}\n',
      '/etc/nginx/conf.d/default.conf':
        'server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n',
      [`${root}/index.html`]: welcome,
    },
  });
}

export const nginxImages: readonly ImageDefinition[] = [
  {
    version: '1.29.3',
    tags: ['latest', '1.29', '1.29.3'],
    created: '2025-10-28T23:52:45Z',
    layers: [78_600_000, 73_600_000],
  },
  { version: '1.27.5', tags: ['1.27', '1.27.5'], created: '2025-04-16T14:50:31Z', layers: [74_800_000, 117_600_000] },
  { version: '1.25.5', tags: ['1.25', '1.25.5'], created: '2024-04-16T14:29:59Z', layers: [74_800_000, 113_000_000] },
  { version: '1.11.13', tags: ['1.11', '1.11.13'], created: '2017-04-04T20:39:40Z', layers: [123_400_000, 59_100_000] },
  { version: '1.10.3', tags: ['1.10', '1.10.3'], created: '2017-01-31T21:15:55Z', layers: [123_400_000, 57_200_000] },
  {
    version: '1.29.3',
    tags: ['alpine', '1.29-alpine'],
    created: '2025-10-28T23:52:45Z',
    base: 'alpine' as const,
    layers: [8_310_000, 44_500_000],
  },
].map(release);
