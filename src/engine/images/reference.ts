/** A name of an image, taken apart (models distribution/reference). */
export interface Reference {
  /** `docker.io` unless the name begins with a registry's host. */
  readonly domain: string;
  /** `library/nginx`. */
  readonly path: string;
  /** As a user writes and sees it: `nginx`, `alicek106/book`, `myreg:5000/nginx`. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const pathPattern = new RegExp(`^${pathComponent}(?:/${pathComponent})*$`);
const domainPattern = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9-]+)*(?::\d+)?$/;

/** Undefined where the text is no reference. A name alone has neither tag nor digest. */
export function parseReference(text: string): Reference | undefined {
  const m = /^([^@]+?)(?::(\w[\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text);
  if (!m || /^[0-9a-f]{64}$/.test(text)) return undefined;
  const full = m[1] as string;
  const slash = full.indexOf('/');
  const first = full.slice(0, Math.max(slash, 0));
  const hasDomain = slash > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  const domain = hasDomain ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const rest = hasDomain ? full.slice(slash + 1) : full;
  if (!domainPattern.test(domain) || !pathPattern.test(rest)) return undefined;
  const path = domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  const name = domain === 'docker.io' ? path.replace(/^library\//, '') : `${domain}/${path}`;
  return { domain, path, name, tag: m[2], digest: m[3] };
}

/** `nginx:latest` from `nginx`, `nginx:1.25` from `nginx:1.25@sha256:…`; a digest alone stays `nginx@sha256:…`. */
export function familiar(ref: Reference): string {
  return ref.tag === undefined && ref.digest ? `${ref.name}@${ref.digest}` : `${ref.name}:${ref.tag ?? 'latest'}`;
}

/** The text of an error about an image name that is none. */
export function referenceProblem(text: string): string {
  const name = text.replace(/^(localhost|[^/]*[.:][^/]*)\//, '').replace(/[:@].*$/, '');
  return /[A-Z]/.test(name)
    ? `invalid reference format: repository name (${name.includes('/') ? name : `library/${name}`}) must be lowercase`
    : 'invalid reference format';
}
