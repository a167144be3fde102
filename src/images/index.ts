import type { ImageDefinition } from '../host/index.ts';
import { baseImages } from './bases.ts';
import { databaseImages } from './databases.ts';
import { helloWorld } from './hello-world.ts';
import { nginxImages } from './nginx.ts';
import { redisImages } from './redis.ts';
import { webImages } from './web.ts';

/** The images that the registry of a lab has. A lesson or an embedding page adds its own ImageDefinitions to them. */
export function catalogue(): readonly ImageDefinition[] {
  return [...nginxImages, ...redisImages, ...webImages, ...baseImages, ...databaseImages, helloWorld];
}
