import { compactJson } from '../format/json.ts';
import { Failure } from '../failure.ts';
import { civil, parseRfc3339 } from '../../sim/index.ts';
import type { Command } from '../spec.ts';

interface Component {
  Name: string;
  Version: string;
  Details?: Record<string, string>;
}

interface ServerVersion {
  Components?: Component[];
  Version: string;
  ApiVersion: string;
  MinAPIVersion: string;
  GoVersion: string;
  GitCommit: string;
  BuildTime?: string;
  Os: string;
  Arch: string;
  Platform?: { Name: string };
}

const client = {
  Version: '28.2.2',
  ApiVersion: '1.50',
  DefaultAPIVersion: '1.50',
  GitCommit: 'e6534b4',
  GoVersion: 'go1.24.3',
  Os: 'linux',
  Arch: 'amd64',
  BuildTime: 'Fri May 30 12:07:14 2025',
  Context: 'default',
};

const template = () => import('../template/index.ts');

/** `docker version`: the client's part is told even where no engine answers. */
export const version: Command = function* ({ self, api, flags }) {
  let server: ServerVersion | undefined;
  let failure: Failure | undefined;
  try {
    server = withBuilt(yield* api.get<ServerVersion>('/version'));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error;
  }
  const format = flags.text('format');
  if (format === 'json') yield* self.print(`${compactJson({ Client: client, Server: server ?? null })}\n`);
  else if (format !== '') {
    const { Template } = yield* self.load(template);
    yield* self.print(
      `${Template.parse(format).execute({ Client: client, Server: server ?? null }, { json: true })}\n`,
    );
  } else yield* self.print(clientText + (server ? serverText(server) : ''));
  if (failure) throw failure;
};

/** Build times in words, as the client shows them everywhere. */
function withBuilt(server: ServerVersion): ServerVersion {
  const components = (server.Components ?? []).map((component) => {
    const built = component.Details?.['BuildTime'];
    return built === undefined
      ? component
      : { ...component, Details: { ...component.Details, BuildTime: builtText(built) } };
  });
  return { ...server, Components: components };
}

const row = (name: string, value: string, indent: string): string =>
  `${indent}${`${name}:`.padEnd(19 - indent.length)} ${value}\n`;

const clientText = `Client:
${[
  ['Version', client.Version],
  ['API version', client.ApiVersion],
  ['Go version', client.GoVersion],
  ['Git commit', client.GitCommit],
  ['Built', client.BuildTime],
  ['OS/Arch', 'linux/amd64'],
  ['Context', 'default'],
]
  .map(([name = '', value = '']) => row(name, value, ' '))
  .join('')}`;

function serverText(server: ServerVersion): string {
  const components = server.Components ?? [];
  const parts = components.map(({ Name, Version, Details = {} }) => {
    if (Name !== 'Engine')
      return ` ${Name}:\n${row('Version', Version, '  ')}${row('GitCommit', Details['GitCommit'] ?? '', '  ')}`;
    const rows = [
      ['Version', Version],
      ['API version', `${Details['ApiVersion']} (minimum version ${Details['MinAPIVersion']})`],
      ['Go version', Details['GoVersion'] ?? ''],
      ['Git commit', Details['GitCommit'] ?? ''],
      ['Built', Details['BuildTime'] ?? ''],
      ['OS/Arch', `${Details['Os']}/${Details['Arch']}`],
      ['Experimental', Details['Experimental'] ?? 'false'],
    ];
    return ` Engine:\n${rows.map(([name = '', value = '']) => row(name, value, '  ')).join('')}`;
  });
  const platform = server.Platform?.Name ? ` ${server.Platform.Name}` : '';
  return `\nServer:${platform}\n${parts.join('')}`;
}

const weekdays = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2025-05-30T12:07:14.000000000+00:00` as `Fri May 30 12:07:14 2025`. */
function builtText(time: string): string {
  const at = parseRfc3339(time);
  if (at === undefined) return time;
  const { year, month, day, weekday } = civil(at);
  return `${weekdays[weekday]} ${months[month - 1]} ${String(day).padStart(2)} ${time.slice(11, 19)} ${year}`;
}
