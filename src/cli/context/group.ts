import { Failure } from '../failure.ts';
import { list, type Listing } from '../format/listing.ts';
import { inspect } from '../inspect.ts';
import { contextSpecs } from '../specs/context.ts';
import type { Command, Group } from '../spec.ts';

/* The client of a lab has the one context that every client has. */

const listing: Listing = {
  type: '*formatter.clientContextContext',
  headers: { Name: 'NAME', Description: 'DESCRIPTION', DockerEndpoint: 'DOCKER ENDPOINT', Error: 'ERROR', Current: '' },
  show: ['Marked', 'Description', 'DockerEndpoint', 'Error'],
  quiet: 'Name',
};

const ls: Command = function* (call) {
  const row = {
    Name: 'default',
    Description: 'Current DOCKER_HOST based configuration',
    DockerEndpoint: call.api.endpoint,
    Error: '',
    Current: true,
  };
  const format = call.flags.text('format');
  const plain = format === '' || format === 'table';
  const headers = plain ? { ...listing.headers, Marked: 'NAME' } : listing.headers;
  yield* list(
    call,
    { ...listing, headers },
    [plain ? { ...row, Marked: 'default *' } : row],
    format,
    call.flags.is('quiet'),
  );
};

const inspectContexts: Command = function* (call) {
  const names = call.args.length > 0 ? call.args : ['default'];
  yield* inspect(
    call,
    function* (name) {
      if (name !== 'default') throw new Failure(`context "${name}" not found`);
      return {
        Name: 'default',
        Metadata: {},
        Endpoints: { docker: { Host: call.api.endpoint, SkipTLSVerify: false } },
        TLSMaterial: {},
        Storage: { MetadataPath: '<IN MEMORY>', TLSPath: '<IN MEMORY>' },
      };
    },
    { names, struct: 'docker.Context' },
  );
};

const use: Command = function* ({ self, args }) {
  const name = args[0] as string;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name))
    throw new Failure(
      `context name "${name}" is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`,
    );
  if (name !== 'default') throw new Failure(`context "${name}" not found`);
  yield* self.print('default\n');
  yield* self.printError('Current context is now "default"\n');
};

export const group: Group = {
  about: 'Manage contexts',
  specs: contextSpecs,
  commands: { inspect: inspectContexts, ls, show: ({ self }) => self.print('default\n'), use },
  help: () => import('../help/context.ts'),
};
