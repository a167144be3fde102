import { expect, test } from 'vitest';
import { news } from '../../../src/components/model/news.ts';
import { ko } from '../../../src/i18n/ko.ts';
import { node, service, task, viewOf } from './view.ts';

const calm = viewOf({ services: [service('s-web', 'web', { running: 4, desired: 4 })] });

test('nothing new is said of an unchanged cluster', () => {
  expect(news(calm, calm, ko.said)).toEqual([]);
});

test('counts, nodes and failures are said in order', () => {
  const before = viewOf({
    services: [service('s-web', 'web', { running: 4, desired: 4 })],
    tasks: [task('t', 'web', 2, 'n2')],
  });
  const after = viewOf({
    nodes: [node('n1', 'm', { leader: true }), node('n2', 'w', { state: 'down' }), node('n3', 'spare')],
    services: [service('s-web', 'web', { running: 2, desired: 4 })],
    tasks: [task('t', 'web', 2, 'n2', { state: 'failed' })],
  });
  expect(news(before, after, ko.said)).toEqual(['web 4개 중 2개 실행 중', 'w Down', 'spare 스웜에 참가', 'web.2 실패']);
});

test('a removed service is said to be gone', () => {
  expect(news(calm, viewOf({}), ko.said)).toEqual(['web 삭제됨']);
});
