/* Image references as docker writes and completes them; models distribution/reference. */

const invalid = 'invalid reference format';

/** The parts of a reference, its name shortened as people write it. */
export interface ImageName {
  /** `nginx`, `alicek106/book`, `registry.example:5000/x`. */
  name: string;
  tag: string | undefined;
  digest: string | undefined;
}

/** Reads a reference. Throws Error with the reference parser's words. */
export function parseImage(text: string): ImageName {
  if (/^[0-9a-f]{64}$/.test(text))
    throw new Error(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(0, slash));
  const hasDomain = slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const domain = hasDomain && first !== 'index.docker.io' ? first : 'docker.io';
  const remainder = hasDomain ? text.slice(slash + 1) : text;
  const remote = remainder.split(/[:@]/)[0] as string;
  if (remote !== remote.toLowerCase()) {
    const full = domain === 'docker.io' && !remainder.includes('/') ? `library/${remote}` : remote;
    throw new Error(`${invalid}: repository name (${full}) must be lowercase`);
  }
  const [, path = '', tag, digest] = /^(.*?)(?::([^/:@]*))?(?:@(.*))?$/.exec(remainder) ?? [];
  if (path === '' || tag === '' || digest === '') throw new Error(invalid);
  let rest = path;
  if (!/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/.test(rest))
    throw new Error(invalid);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) throw new Error(invalid);
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(invalid);
  if (domain === 'docker.io') rest = rest.replace(/^library\//, '');
  return { name: domain === 'docker.io' ? rest : `${domain}/${rest}`, tag, digest };
}

export const imageText = ({ name, tag, digest }: ImageName): string =>
  `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

/** The same image with a tag; a reference that cannot be read stays as it is, for the engine to judge. */
export function withTag(text: string): string {
  try {
    const image = parseImage(text);
    return imageText(image.tag === undefined && image.digest === undefined ? { ...image, tag: 'latest' } : image);
  } catch {
    return text;
  }
}
