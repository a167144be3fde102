import { confirm } from '../confirm.ts';
import { DaemonError, Failure, messageOf } from '../failure.ts';
import { filtersOf } from '../filters.ts';
import { humanSize } from '../format/units.ts';
import { parseImage } from '../images.ts';
import { inspect } from '../inspect.ts';
import { fullName, pull as pullImage } from '../pull.ts';
import { imageSpecs } from '../specs/image.ts';
import type { Command, Group } from '../spec.ts';
import { history } from './history.ts';
import { ls } from './list.ts';

/** References hold slashes and colons; the API takes them as they are. */
const pathOf = (image: string, rest = ''): string => `/images/${encodeURI(image)}${rest}`;

const pull: Command = function* (call) {
  const { self, flags, args } = call;
  const image = args[0] as string;
  const quiet = flags.is('quiet');
  if (flags.is('all-tags')) throw new Failure("docker: 'docker pull --all-tags' is not emulated by Swarmbox");
  const full = fullName(image);
  const { tag, digest } = parseImage(image);
  if (tag === undefined && digest === undefined && !quiet) yield* self.print('Using default tag: latest\n');
  yield* pullImage(call, image, { quiet });
  yield* self.print(`${full}\n`);
};

const rm: Command = function* ({ self, api, flags, args }) {
  const errors: string[] = [];
  let fatal = false;
  for (const name of args) {
    try {
      const items = yield* api.delete<{ Untagged?: string; Deleted?: string }[]>(pathOf(name), {
        force: flags.is('force'),
        noprune: flags.is('no-prune'),
      });
      for (const { Deleted, Untagged } of items)
        yield* self.print(Deleted ? `Deleted: ${Deleted}\n` : `Untagged: ${Untagged}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!(error instanceof DaemonError && error.status === 404)) fatal = true;
      errors.push(messageOf(error));
    }
  }
  if (errors.length === 0) return;
  if (!flags.is('force') || fatal) throw new Failure(errors.join('\n'));
  yield* self.printError(`${errors.join('\n')}\n`);
};

const tag: Command = function* ({ api, args }) {
  const [source = '', target = ''] = args;
  let name;
  try {
    name = parseImage(target);
  } catch (error) {
    throw new Failure(
      `Error parsing reference: ${JSON.stringify(target)} is not a valid repository/tag: ${messageOf(error)}`,
    );
  }
  yield* api.post(pathOf(source, '/tag'), undefined, { repo: name.name, tag: name.tag ?? 'latest' });
};

const prune: Command = function* (call) {
  const { self, api, flags } = call;
  const what = flags.is('all') ? 'all images without at least one container associated to them' : 'all dangling images';
  const question = `WARNING! This will remove ${what}.\nAre you sure you want to continue?`;
  if (!flags.is('force') && !(yield* confirm(call, question))) throw new Failure('image prune has been cancelled');
  const answer = yield* api.post<{
    ImagesDeleted: { Untagged?: string; Deleted?: string }[] | null;
    SpaceReclaimed: number;
  }>('/images/prune', undefined, { filters: { ...filtersOf(flags), dangling: [String(!flags.is('all'))] } });
  if (answer.ImagesDeleted?.length) {
    const lines = answer.ImagesDeleted.map(({ Untagged, Deleted }) =>
      Untagged ? `untagged: ${Untagged}\n` : `deleted: ${Deleted}\n`,
    );
    yield* self.print(`Deleted Images:\n${lines.join('')}\n`);
  }
  yield* self.print(`Total reclaimed space: ${humanSize(answer.SpaceReclaimed)}\n`);
};

export const group: Group = {
  about: 'Manage images',
  specs: imageSpecs,
  commands: {
    history,
    inspect: (call) => inspect(call, (name) => call.api.get(pathOf(name, '/json'))),
    ls,
    prune,
    pull,
    rm,
    tag,
  },
  help: () => import('../help/image.ts'),
};
