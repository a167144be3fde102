import type { HttpHandler } from '../net/index.ts';
import type { Files } from './files.ts';

/** Unix sockets of a host: each is a file too, so that it can be bind-mounted into a container and reached there. */
export class Sockets extends Map<string, HttpHandler> {
  readonly #files: Files;

  constructor(files: Files) {
    super();
    this.#files = files;
  }

  override set(path: string, handler: HttpHandler): this {
    this.delete(path);
    this.#files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
    if (this.#files.exists(path)) this.#files.remove(path);
    this.#files.create(path, { kind: 'socket', handler });
    return super.set(path, handler);
  }

  override delete(path: string): boolean {
    if (!super.delete(path)) return false;
    if (!this.#files.exists(path)) return true;
    const node = this.#files.node(path);
    // Whoever mounted it elsewhere finds nobody there.
    if (node.kind === 'socket') node.handler = undefined;
    this.#files.remove(path);
    return true;
  }

  override clear(): void {
    for (const path of [...this.keys()]) this.delete(path);
  }
}
