import { say, type Text } from './text.ts';

/** A command that ended in a learner's terminal, and what it printed. */
export interface Ended {
  readonly command: string;
  readonly host: string;
  readonly output: string;
}

export interface Diagnosis {
  /** Name of the rule; one occurrence is told once. */
  readonly rule: string;
  readonly message: Text;
}

interface Rule {
  readonly rule: string;
  /** Both must fit; the groups of both fill the message. */
  readonly command?: RegExp;
  readonly output?: RegExp;
  readonly message: Text;
}

const text = (ko: string, en: string): Text => ({ ko, en });

/** What commonly goes wrong, the first rule that fits counts. */
const rules: readonly Rule[] = [
  {
    rule: 'on-a-worker',
    output: /This node is not a swarm manager/,
    message: text(
      '이 명령은 매니저에서 실행해요. 위의 swarm-manager 탭을 눌러 보세요.',
      'This command runs on a manager. Choose the swarm-manager tab above.',
    ),
  },
  {
    rule: 'hangul',
    command: /^ㅇㅐㅊㅏㄷㄱ|^애차ㄷㄱ/,
    message: text(
      '한글 자판으로 친 것 같아요. `docker`를 치려던 건가요?',
      'Typed on the Hangul layout? Did you mean `docker`?',
    ),
  },
  {
    rule: 'misspelt',
    output: /unknown command: (?<wrong>docker[\w -]*)/,
    message: text(
      '`{wrong}` 명령은 없어요. 철자를 다시 살펴보세요.',
      'There is no `{wrong}`. Look at the spelling again.',
    ),
  },
  {
    rule: 'name-taken',
    command: /--name[ =](?<name>[\w.-]+)/,
    output: /name conflicts with an existing object/,
    message: text(
      '{name|이라는/라는} 서비스가 이미 있어요. `docker service rm {name}` 명령으로 지우거나 다른 이름을 쓰세요.',
      'A service named {name} exists already. Remove it with `docker service rm {name}`, or use another name.',
    ),
  },
  {
    rule: 'port-taken',
    output: /port '(?<port>\d+)' is already in use by service '(?<holder>[^']+)'/,
    message: text(
      '{port}번 포트는 서비스 {holder|이/가} 쓰고 있어요. 한 포트는 한 서비스만 공개할 수 있어요.',
      'Port {port} is held by service {holder}. Only one service can publish a port.',
    ),
  },
  {
    rule: 'mode-is-fixed',
    command: /service update\b.*--mode/,
    output: /unknown flag: --mode/,
    message: text(
      '모드는 만들 때 정해지고 바꿀 수 없어요. 서비스를 지우고 다시 만들어요.',
      'A mode is set at creation and cannot be updated. Remove the service and create it again.',
    ),
  },
  {
    rule: 'global-scale',
    output: /scale can only be used with replicated/,
    message: text(
      '글로벌 서비스에는 레플리카 수가 없어요. 노드 수가 곧 태스크 수예요.',
      'A global service has no number of replicas: one task per node is its number.',
    ),
  },
  {
    rule: 'blank-in-image',
    output: /"(?<image>[^"]*:)" is not a valid repository\/tag/,
    message: text(
      '`{image}` 뒤에 빈칸이 있어요. 이미지와 태그는 붙여 써요.',
      'There is a blank after `{image}`. Write image and tag without one.',
    ),
  },
  {
    rule: 'volume-flag',
    command: /service create\b.* -v /,
    message: text('서비스에는 `-v` 대신 `--mount`를 써요.', 'A service takes `--mount` instead of `-v`.'),
  },
  {
    rule: 'in-background',
    output: /Operation continuing in background/,
    message: text(
      'Ctrl-C는 기다리기만 그만둬요. 서비스는 계속 만들어져요.',
      'Ctrl-C only ends the waiting. The service goes on being made.',
    ),
  },
];

/** The cause of what a command just printed, in words; undefined when no rule knows it. */
export function diagnose({ command, output }: Ended): Diagnosis | undefined {
  for (const { rule, message, ...patterns } of rules) {
    const onCommand = patterns.command?.exec(command);
    const onOutput = patterns.output?.exec(output);
    if ((patterns.command && !onCommand) || (patterns.output && !onOutput)) continue;
    return { rule, message: say(message, { ...onCommand?.groups, ...onOutput?.groups }) };
  }
  return undefined;
}

/** Every message that a rule can say, for the proof that all read well. */
export const diagnosisMessages: readonly Text[] = rules.map((rule) => rule.message);
