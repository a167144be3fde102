/* Astro's command line, without its telemetry: node scripts/astro.mjs dev|build|check|preview */
import './node-version.mjs';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
await import('../node_modules/astro/bin/astro.mjs');
