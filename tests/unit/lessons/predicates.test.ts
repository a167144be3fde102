import { describe, expect, it } from 'vitest';
import {
  by,
  changed,
  conv,
  each,
  empty,
  even,
  has,
  hist,
  http,
  img,
  kept,
  lost,
  mode,
  never,
  node as nodeIs,
  noSvc,
  on,
  pub,
  ready,
  role,
  seen,
  spec,
  stable,
  svc,
  upd,
  type Predicate,
  type Verdict,
} from '../../../src/lessons/index.ts';
import type { RequestView, View } from '../../../src/lab/index.ts';
import { node, service, task, view } from './views.ts';

const hosts = ['swarm-manager', 'swarm-worker1', 'swarm-worker2'];
const tasksOn = (name: string, on: readonly string[]) => on.map((host, i) => task(name, i + 1, host));

/** What the predicate says of the last of these views, the first being the step's start. */
function judge(predicate: Predicate, ...views: View[]): Verdict {
  const [start = view()] = views;
  const judgeNow = predicate.begin(start);
  return views.map((now) => judgeNow({ now, answers: new Map() })).at(-1) ?? { met: false };
}

const ko = (verdict: Verdict): string | undefined => verdict.message?.ko;
const en = (verdict: Verdict): string | undefined => verdict.message?.en;

describe('existence and mode', () => {
  it('says that a service is missing', () => {
    expect(ko(judge(svc('myweb'), view()))).toBe('서비스 myweb이 없어요.');
    expect(en(judge(conv('myweb', 2), view()))).toBe('Service myweb does not exist.');
    expect(judge(noSvc('myweb'), view()).met).toBe(true);
  });

  it('says that a service is still there', () => {
    expect(ko(judge(noSvc('redis'), view({ services: [service('redis')] })))).toBe('서비스 redis가 아직 있어요.');
  });

  it('names the present mode', () => {
    const now = view({ services: [service('myweb', { mode: 'global' })] });
    expect(judge(mode('myweb', 'global'), now).met).toBe(true);
    expect(ko(judge(mode('myweb', 'replicated'), now))).toBe('myweb의 모드가 global이에요.');
  });
});

describe('conv', () => {
  const services = [service('myweb', { desired: 2 })];

  it('is met when as many run as are wanted', () => {
    expect(judge(conv('myweb', 2), view({ services, tasks: tasksOn('myweb', hosts.slice(0, 2)) })).met).toBe(true);
  });

  it('counts what runs', () => {
    const tasks = [task('myweb', 1, 'swarm-manager'), task('myweb', 2, 'swarm-worker1', { state: 'preparing' })];
    const verdict = judge(conv('myweb', 2), view({ services, tasks }));
    expect(ko(verdict)).toBe('myweb: 2개 중 1개가 실행 중이에요.');
    expect(en(verdict)).toBe('myweb: 1 of 2 tasks are running.');
  });

  it('does not count tasks of an earlier spec, on a node that is down, or on their way out', () => {
    const nodes = [node('swarm-manager'), node('swarm-worker1', { state: 'down' })];
    const ways: ReturnType<typeof task>[] = [
      task('myweb', 2, 'swarm-manager', { upToDate: false }),
      task('myweb', 2, 'swarm-worker1'),
      task('myweb', 2, 'swarm-manager', { desiredState: 'shutdown' }),
    ];
    for (const other of ways)
      expect(
        judge(conv('myweb', 2), view({ nodes, services, tasks: [task('myweb', 1, 'swarm-manager'), other] })).met,
      ).toBe(false);
  });

  it('names another number wanted', () => {
    const now = view({ services: [service('myweb', { desired: 5 })], tasks: tasksOn('myweb', hosts) });
    expect(ko(judge(conv('myweb', 2), now))).toBe('myweb의 태스크 수가 5개로 정해져 있어요. 2개여야 해요.');
  });

  it('waits for an update under way', () => {
    const update = { state: 'updating', message: '', startedAt: 0, completedAt: undefined } as const;
    const now = view({ services: [service('myweb', { update })], tasks: tasksOn('myweb', ['swarm-manager']) });
    expect(ko(judge(conv('myweb', 1), now))).toBe('myweb의 업데이트 상태가 updating이에요.');
    expect(judge(upd('myweb', 'updating'), now).met).toBe(true);
  });
});

describe('spec, image and ports', () => {
  const web = service('web', {
    ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }],
  });

  it('compares images by tag, whatever the digest', () => {
    const now = view({ services: [web], tasks: [task('web', 1, 'swarm-manager', { image: 'nginx:1.25@sha256:00' })] });
    expect(judge(img('web', 'nginx:1.25'), now).met).toBe(true);
    expect(ko(judge(img('web', 'nginx'), now))).toBe('web의 태스크 1개가 아직 nginx:1.25로 떠 있어요.');
  });

  it('names the published port', () => {
    expect(judge(pub('web', '8080:80'), view({ services: [web] })).met).toBe(true);
    expect(ko(judge(pub('web', '80:80'), view({ services: [web] })))).toBe('web의 포트가 8080:80으로 공개돼 있어요.');
    expect(judge(pub('web', '8080:80', 'host'), view({ services: [web] })).met).toBe(false);
  });

  it('reads fields with their defaults, and durations as a flag takes them', () => {
    const now = view({ services: [web] });
    expect(judge(spec('web', 'update.order', '=', 'stop-first'), now).met).toBe(true);
    expect(en(judge(spec('web', 'restart.delay', '=', 15e9), now))).toBe('web: restart.delay is 5s.');
    expect(ko(judge(has('web', 'env', 'A', '1'), now))).toBe('web의 A가 없음이에요.');
  });
});

describe('placement', () => {
  const services = [service('web', { desired: 4 })];
  const tasks = tasksOn('web', ['swarm-manager', 'swarm-manager', 'swarm-manager', 'swarm-worker1']);
  const now = view({ services, tasks });

  it('counts per node', () => {
    expect(judge(on('web', 'swarm-manager', '=', 3), now).met).toBe(true);
    expect(ko(judge(each('web', 1), now))).toBe(
      'web의 태스크 배치가 swarm-manager 3 / swarm-worker1 1 / swarm-worker2 0이에요.',
    );
    expect(judge(even('web'), now).met).toBe(false);
  });

  it('leaves drained nodes out', () => {
    const nodes = [node('swarm-manager'), node('swarm-worker1', { availability: 'drain' })];
    expect(judge(each('web', 1), view({ nodes, services, tasks: tasksOn('web', ['swarm-manager']) })).met).toBe(true);
  });
});

describe('nodes', () => {
  it('knows state, role and number', () => {
    const nodes = [node('swarm-manager'), node('swarm-worker1', { state: 'down' })];
    expect(ko(judge(nodeIs('swarm-worker1', 'STATUS', 'ready'), view({ nodes })))).toBe(
      'swarm-worker1의 STATUS가 아직 down이에요. ready여야 해요.',
    );
    expect(ko(judge(ready(2), view({ nodes })))).toBe('Ready 노드가 1대예요. 2대가 필요해요.');
    expect(ko(judge(role('swarm-worker3', 'worker'), view({ nodes })))).toBe(
      'swarm-worker3이 아직 스웜의 워커가 아니에요.',
    );
    expect(judge(role('swarm-manager', 'manager'), view({ nodes })).met).toBe(true);
  });

  it('sees a changed token', () => {
    expect(judge(changed('workerToken'), view(), view({ workerToken: 'SWMTKN-1-c-x' })).met).toBe(true);
    expect(judge(changed('workerToken'), view(), view()).met).toBe(false);
  });
});

describe('memory', () => {
  const none = view({ services: [service('web', { desired: 0 })] });
  const one = view({ services: [service('web', { desired: 1 })], tasks: tasksOn('web', ['swarm-manager']) });
  const what = { ko: '태스크가 0개인 web', en: 'web with no tasks' };

  it('remembers what was seen', () => {
    expect(judge(seen(empty('web'), what), one, none, one).met).toBe(true);
    expect(ko(judge(seen(empty('web'), what), one, one))).toBe('아직 보지 못했어요: 태스크가 0개인 web.');
    expect(judge(never(empty('web'), what), one, none, one).met).toBe(false);
    expect(judge(never(empty('web'), what), one, one).met).toBe(true);
  });

  it('measures how long it held, and begins anew after a break', () => {
    const at = (seconds: number, tasks = tasksOn('web', ['swarm-manager'])) =>
      view({ seconds, services: [service('web')], tasks });
    expect(judge(stable('web', 10), at(0), at(10)).met).toBe(true);
    expect(ko(judge(stable('web', 10), at(0), at(5, []), at(6), at(12)))).toBe('web이 아직 안정되지 않았어요(6초).');
  });

  it('holds on to the tasks that ran as the step began', () => {
    const grown = view({ services: [service('web')], tasks: tasksOn('web', ['swarm-manager', 'swarm-worker1']) });
    const moved = view({ services: [service('web')], tasks: tasksOn('web', ['swarm-worker1']) });
    expect(judge(kept('web'), one, grown).met).toBe(true);
    expect(judge(kept('web'), one, moved).met).toBe(false);
  });

  it('counts ends since the start, also those that the swarm has forgotten since', () => {
    const failed = (slot: number) => task('web', slot, 'swarm-manager', { state: 'failed', desiredState: 'shutdown' });
    const services = [service('web')];
    const views = [[failed(1)], [failed(1), failed(2)], [failed(3)]].map((tasks) => view({ services, tasks }));
    expect(judge(hist('web', 'failed', 2), ...views).met).toBe(true);
    expect(ko(judge(hist('web', 'failed', 3), ...views))).toBe('web에서 Failed로 끝난 태스크가 2개예요.');
  });
});

describe('requests', () => {
  const request = (id: number, more: Partial<RequestView> = {}): RequestView => ({
    id,
    at: 0,
    from: 'browser',
    to: '192.168.99.101',
    port: 80,
    outcome: 'answered',
    status: 200,
    taskId: `web.${id}.swarm-manager`,
    containerId: undefined,
    hops: [],
    ...more,
  });
  const services = [service('web', { ports: [{ PublishedPort: 80, TargetPort: 80 }] })];
  const tasks = [1, 2].map((slot) => task('web', slot, 'swarm-manager'));
  const at = (requests: RequestView[]) => view({ services, tasks, requests });

  it('counts those since the step began, once each', () => {
    const views = [at([request(0)]), at([request(0), request(1)]), at([request(1), request(2)])];
    expect(judge(http('swarm-manager', 80, 2), ...views).met).toBe(true);
    expect(ko(judge(http('swarm-manager', 80, 3), ...views))).toBe('swarm-manager:80 응답 2/3.');
    expect(judge(by('web', 2), ...views).met).toBe(true);
  });

  it('notices a lost one', () => {
    expect(ko(judge(lost('web'), at([]), at([request(1, { outcome: 'refused' })])))).toBe(
      'web에 보낸 요청 1개가 실패했어요.',
    );
  });
});
