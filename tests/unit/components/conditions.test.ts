import { expect, test } from 'vitest';
import { condition } from '../../../src/components/model/conditions.ts';
import serviceModes from '../../../content/service-modes/lab.ts';

test.each([
  ['conv(myweb,2)', '`myweb`의 태스크 2개가 실행 중', '2 tasks of `myweb` are running'],
  ['mode(global_web,global)', '`global_web`의 모드는 `global`', '`global_web` is `global`'],
  ['seen(empty(myweb))', '한 번은 볼 것: `myweb`의 태스크가 0개', 'Seen once: `myweb` has no tasks'],
  [
    'on(global_web,swarm-worker3)=1',
    '`swarm-worker3`에 `global_web`의 태스크 1개',
    '1 task of `global_web` on `swarm-worker3`',
  ],
  ['pub(web,80:80)', '`web`이 `80:80`을 공개', '`web` publishes `80:80`'],
])('%s in words', (name, ko, en) => {
  expect(condition(name, 'ko')).toBe(ko);
  expect(condition(name, 'en')).toBe(en);
});

test('a name that no row knows stands for itself', () => {
  expect(condition('brandnew(x)', 'ko')).toBe('`brandnew(x)`');
});

test('every check of every lesson is put in words', () => {
  for (const step of serviceModes.steps)
    for (const check of step.checks) expect(condition(check.name, 'en'), check.name).not.toContain(`\`${check.name}\``);
});
