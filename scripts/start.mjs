/* `npm start`: builds the site where the build is missing or older than its sources, then serves it. */
import './node-version.mjs';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
const { build, preview } = await import('astro');

const port = 4321;
const sources = ['src', 'content', 'public', 'astro.config.ts', 'package-lock.json'];

/** The latest change at or below a path, milliseconds; 0 where there is nothing. */
const changed = (path) => {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changed(join(path, name))));
};

const built = join('dist', 'index.html');
if (!existsSync(built) || statSync(built).mtimeMs < Math.max(...sources.map(changed))) await build({});

const server = await preview({ server: { port }, logLevel: 'error' });
console.log(`\nSwarmbox runs at http://localhost:${server.port}  (Ctrl-C ends it)`);
await server.closed();
