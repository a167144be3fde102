import { describe, expect, it } from 'vitest';
import {
  ask,
  blanked,
  createTracker,
  diagnose,
  faultsOf,
  fillLine,
  hintsOf,
  journeyTo,
  mode,
  newProgress,
  nextStep,
  parseProgress,
  serialize,
  svc,
  travel,
  withHint,
  withPrediction,
  withStep,
  type Lesson,
  type Question,
  type Step,
} from '../../../src/lessons/index.ts';
import type { Input, View } from '../../../src/lab/index.ts';
import { service, view } from './views.ts';

const text = (word: string) => ({ ko: word, en: word });
const question: Question = {
  question: text('how many?'),
  options: { none: text('none'), one: text('one') },
  answer: (now: View) => (Object.keys(now.swarm?.services ?? {}).length === 0 ? 'none' : 'one'),
  reason: text('count them'),
};
const step = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  title: text(id),
  goal: text(id),
  hint: text('look'),
  checks: [svc(id)],
  solution: [`docker service create --name ${id} -p 80:80 nginx`],
  predictions: { many: question },
  ...more,
});
const lesson: Lesson = {
  id: 'toy',
  number: 1,
  title: text('toy'),
  minutes: 5,
  start: 'S3',
  setup: [{ host: 'swarm-worker1', line: 'echo {worker-token}' }],
  steps: [step('one'), step('two', { setup: [{ type: 'power', host: 'swarm-worker2', on: false }] }), step('three')],
};

describe('schema', () => {
  it('finds no fault in a good lesson', () => expect(faultsOf(lesson)).toEqual([]));

  it.each<[string, Partial<Step>, string]>([
    ['repeated ids', { id: 'one' }, 'step one occurs twice'],
    ['malformed ids', { id: 'Two!' }, 'step id is malformed: Two!'],
    ['missing translations', { hint: { ko: '봐요', en: ' ' } }, 'step two hint: no text (en)'],
    ['long goals', { goal: { ko: '가'.repeat(61), en: 'x' } }, 'step two: goal too long (ko)'],
    [
      'near misses of nothing',
      { nearMisses: [{ actions: [], unmet: 'svc(x)' }] },
      'step two: near miss names no check: svc(x)',
    ],
    ['checks named alike', { checks: [svc('a'), svc('a')] }, 'step two: check svc(a) occurs twice'],
    [
      'answers that are no option',
      { predictions: { p: { ...question, answer: 'x' } } },
      'step two prediction p: the answer is no option',
    ],
  ])('finds %s', (_, more, fault) => {
    expect(faultsOf({ ...lesson, steps: [step('one'), step('two', more)] })).toEqual([fault]);
  });
});

describe('hints', () => {
  it.each([
    [
      'docker service create --name myweb --replicas 2 -p 80:80 nginx',
      'docker service create --name ___ --replicas ___ -p ___ ___',
    ],
    ['docker service scale myweb=4', 'docker service scale ___=___'],
    ['docker service create --name g --mode "global" nginx', 'docker service create --name ___ --mode ___ ___'],
    ['docker ps -a', 'docker ps -a'],
    [
      'docker service rm web && docker service create --mode=global web',
      'docker service rm ___ && docker service create --mode=___ ___',
    ],
    ['docker exec $(docker ps -q -f name=web) ls', 'docker exec ___ ___'],
  ])('blanks the arguments of %s', (line, expected) => expect(blanked(line)).toBe(expected));

  it('has three levels', () => {
    const [first, second, third] = hintsOf(lesson, lesson.steps[0] ?? step('one'));
    expect(first).toEqual({ level: 1, text: text('look') });
    expect(second).toMatchObject({ level: 2, commands: [{ host: 'swarm-manager' }] });
    expect(third).toMatchObject({ commands: [{ line: 'docker service create --name one -p 80:80 nginx' }] });
  });
});

describe('a journey', () => {
  it('does set-ups and solutions up to a step, each once, in order', () => {
    const log: string[] = [];
    const journey = journeyTo(lesson, 'two', view());
    let now = view();
    for (let next = journey.next(now); !next.done; next = journey.next(now)) {
      const leg = next.value;
      if (leg.type === 'send')
        log.push(leg.input.type === 'exec' ? `${leg.input.host}: ${leg.input.command}` : leg.input.type);
      else log.push(leg.type);
      if (leg.type === 'settle') now = view({ services: [service('one')] });
    }
    expect(log).toEqual([
      'swarm-worker1: echo SWMTKN-1-c-w',
      'mark',
      'begin',
      'swarm-manager: docker service create --name one -p 80:80 nginx',
      'settle',
      'power',
      'mark',
      'begin',
    ]);
  });

  it('refuses a step that is not there', () => {
    const journey = journeyTo(lesson, 'four', view());
    expect(() => {
      while (!journey.next(view()).done);
    }).toThrow('toy has no step four');
  });

  it('is driven by messages', () => {
    const sent: Input[] = [];
    let over = 0;
    const traveller = travel(journeyTo(lesson, 'two', view()), {
      view: view(),
      send: (input) => sent.push(input),
      onDone: () => over++,
    });
    expect(sent).toHaveLength(1);
    traveller.changed(view());
    traveller.finished('elsewhere', view());
    expect(sent).toHaveLength(1);
    traveller.finished('setup.0', view());
    expect(sent.map((input) => input.type)).toEqual(['exec', 'mark', 'exec']);
    traveller.finished('one.0', view());
    expect(over).toBe(0);
    traveller.changed(view({ services: [service('one')] }));
    expect(over).toBe(1);
    expect(traveller.done).toBe(true);
  });

  it('leaves unknown placeholders alone', () => {
    expect(fillLine('{worker-token} {other} {{.Name}}', view())).toBe('SWMTKN-1-c-w {other} {{.Name}}');
  });
});

describe('tracking', () => {
  it('judges each check at each view', () => {
    const tracker = createTracker(step('web', { checks: [svc('web'), mode('web', 'global')] }), view());
    expect(tracker.standing.met).toBe(false);
    const standing = tracker.update(view({ services: [service('web')] }));
    expect(standing.verdicts.map((verdict) => verdict.met)).toEqual([true, false]);
    expect(tracker.update(view({ services: [service('web', { mode: 'global' })] })).met).toBe(true);
    expect(tracker.update(view()).met).toBe(false);
  });

  it('works the right answer out when it is given, and keeps it', () => {
    const tracker = createTracker(step('web', { checks: [ask('many', question)] }), view());
    expect(tracker.answer(question, 'one').met).toBe(false);
    expect(tracker.standing.verdicts[0]?.message?.ko).toBe('다시 살펴보고 답해 보세요.');
    expect(tracker.answer(question, 'none').met).toBe(true);
    expect(tracker.update(view({ services: [service('a')] })).met).toBe(true);
  });
});

describe('diagnosis', () => {
  it.each([
    [
      'docker node ls',
      "Error response from daemon: This node is not a swarm manager. Worker nodes can't be used",
      'on-a-worker',
      '이 명령은 매니저에서 실행해요. 위의 swarm-manager 탭을 눌러 보세요.',
    ],
    [
      'docker service scael myweb=1',
      'docker: unknown command: docker service scael\n\nUsage:  docker service',
      'misspelt',
      '`docker service scael` 명령은 없어요. 철자를 다시 살펴보세요.',
    ],
    [
      'docker service create --name myweb nginx',
      'Error response from daemon: rpc error: code = AlreadyExists desc = name conflicts with an existing object: service myweb already exists',
      'name-taken',
      'myweb이라는 서비스가 이미 있어요. `docker service rm myweb` 명령으로 지우거나 다른 이름을 쓰세요.',
    ],
    [
      'docker service create -p 80:80 nginx',
      "Error response from daemon: rpc error: code = InvalidArgument desc = port '80' is already in use by service 'hostname' (abc) as an ingress port",
      'port-taken',
      '80번 포트는 서비스 hostname이 쓰고 있어요. 한 포트는 한 서비스만 공개할 수 있어요.',
    ],
    ['ㅇㅐㅊㅏㄷㄱ ps', 'command not found', 'hangul', '한글 자판으로 친 것 같아요. `docker`를 치려던 건가요?'],
  ])('%s', (command, output, rule, ko) => {
    const found = diagnose({ command, host: 'swarm-manager', output });
    expect([found?.rule, found?.message.ko]).toEqual([rule, ko]);
  });

  it('is silent about what went well', () => {
    expect(diagnose({ command: 'docker node ls', host: 'swarm-manager', output: 'ID HOSTNAME' })).toBeUndefined();
  });
});

describe('progress', () => {
  const some = withPrediction(withHint(withStep(newProgress('toy'), 'one', 'solved'), 'two', 2), 'one', 'many', 'none');

  it('survives a round trip', () => expect(parseProgress(serialize(some), lesson)).toEqual(some));

  it('never falls back', () => {
    expect(withStep(some, 'one', 'begun').steps['one']).toBe('solved');
    expect(withHint(some, 'two', 1).hints['two']).toBe(2);
  });

  it('knows the next step', () => {
    expect(nextStep(lesson, some)).toBe('two');
    expect(nextStep(lesson, withStep(withStep(some, 'two', 'skipped'), 'three', 'solved'))).toBeUndefined();
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{"version":1'],
    ['another kind', '[1,2]'],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...some, version: 2 })],
    ['another lesson', JSON.stringify({ ...some, lesson: 'else' })],
  ])('begins anew from %s', (_, stored) => expect(parseProgress(stored, lesson)).toEqual(newProgress('toy')));

  it('keeps what is sound of what is broken', () => {
    const broken = {
      ...some,
      steps: { one: 'solved', two: 'eaten', gone: 'solved' },
      hints: 'many',
      predictions: { 'one/many': 'x' },
    };
    expect(parseProgress(JSON.stringify(broken), lesson)).toEqual({ ...newProgress('toy'), steps: { one: 'solved' } });
  });
});
