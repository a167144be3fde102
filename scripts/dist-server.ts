import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The built site, served for measurements. */
export interface DistServer {
  readonly origin: string;
  /** Asked before a file is sent, with its path below dist/: it goes out when the answer resolves. */
  gate: ((path: string) => Promise<void> | undefined) | undefined;
  close: () => void;
}

/**
 * Serves dist/. Throws where nothing is built.
 *
 * @param port a free one by default
 */
export async function serveDist(port = 0): Promise<DistServer> {
  if (!existsSync('dist/index.html')) throw new Error('Nothing is built: run npm run build first.');
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://dist').pathname));
    const named = join('dist', path);
    const file = existsSync(named) && statSync(named).isDirectory() ? join(named, 'index.html') : named;
    const found = existsSync(file) ? file : 'dist/404.html';
    const send = (): void => {
      if (!existsSync(found)) return void response.writeHead(404).end(); // dist/ is being built anew
      response.writeHead(found === file ? 200 : 404, {
        'content-type': types[extname(found)] ?? 'application/octet-stream',
      });
      response.end(readFileSync(found));
    };
    const gate = handle.gate?.(path);
    if (gate) void gate.then(send);
    else send();
  });
  const handle: DistServer = { origin: '', gate: undefined, close: () => server.close() };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return Object.assign(handle, { origin: `http://127.0.0.1:${address.port}` });
}

// `node scripts/dist-server.ts 4420` serves until it is ended, for the browser tests.
if (import.meta.main) await serveDist(Number(process.argv[2]));
