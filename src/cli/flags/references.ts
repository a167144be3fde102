import type { ConfigReference, FileTarget, NetworkAttachmentConfig, SecretReference } from '../../api/index.ts';
import { messageOf } from '../failure.ts';
import { uint } from './numbers.ts';
import { csv } from './text.ts';

/** `name`, or `source=,target=,uid=,gid=,mode=`. */
function reference(what: string, text: string): { name: string; file: FileTarget } {
  const file: FileTarget = { Name: '', UID: '0', GID: '0', Mode: 0o444 };
  const fields = csv(text);
  let name = '';
  if (fields.length === 1 && !text.includes('=')) name = text;
  else
    for (const field of fields) {
      const at = field.indexOf('=');
      if (at < 1) throw new Error(`invalid field '${field}' must be a key=value pair`);
      const key = field.slice(0, at).toLowerCase();
      const value = field.slice(at + 1);
      if (key === 'source' || key === 'src') name = value;
      else if (key === 'target') file.Name = value;
      else if (key === 'uid') file.UID = value;
      else if (key === 'gid') file.GID = value;
      else if (key === 'mode') file.Mode = mode(value);
      else throw new Error(`invalid field in ${what} request: ${key}`);
    }
  if (name === '') throw new Error('source is required');
  file.Name ||= name;
  return { name, file };
}

function mode(text: string): number {
  try {
    return uint(text, 32);
  } catch (error) {
    throw new Error(`invalid mode specified: ${messageOf(error)}`, { cause: error });
  }
}

export function secret(text: string): SecretReference {
  const { name, file } = reference('secret', text);
  return { File: file, SecretID: '', SecretName: name };
}

export function config(text: string): ConfigReference {
  const { name, file } = reference('config', text);
  return { File: file, ConfigID: '', ConfigName: name };
}

/** What `--network` says of one attachment; `ip`, `ip6` and the like concern containers alone. */
export interface Attachment extends NetworkAttachmentConfig {
  address?: string;
}

export function network(text: string): Attachment {
  if (!/\w+=\w+(,\w+=\w+)*/.test(text)) return { Target: text };
  const result: Attachment = { Target: '' };
  for (const field of csv(text)) {
    const [key = '', ...rest] = field.toLowerCase().split('=');
    const value = rest.join('=').trim();
    if (key === '' || rest.length === 0) throw new Error(`invalid field ${field}`);
    if (key === 'name') result.Target = value;
    else if (key === 'alias') (result.Aliases ??= []).push(value);
    else if (key === 'ip') result.address = value;
    else if (key === 'driver-opt') {
      const [name = '', option] = value.split('=');
      if (option === undefined || name === '') throw new Error('invalid key value pair format in driver options');
      (result.DriverOpts ??= {})[name.trim()] = option.trim();
    } else if (!['ip6', 'mac-address', 'link-local-ip', 'gw-priority'].includes(key.trim()))
      throw new Error(`invalid field key ${key.trim()}`);
  }
  if (result.Target === '') throw new Error('network name/id is not specified');
  return result;
}

/** `spread=node.labels.x`. */
export function preference(text: string): { Spread: { SpreadDescriptor: string } } {
  const [strategy, ...rest] = text.split('=');
  if (!strategy || rest.length === 0) throw new Error('placement preference must be of the format "<strategy>=<arg>"');
  if (strategy !== 'spread') throw new Error(`unsupported placement preference ${strategy} (only spread is supported)`);
  return { Spread: { SpreadDescriptor: rest.join('=') } };
}
