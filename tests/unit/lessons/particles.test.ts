import { describe, expect, it } from 'vitest';
import { fill, particle, say } from '../../../src/lessons/index.ts';

const with_ = (pair: string) => (word: string) => {
  const [consonant = '', vowel = ''] = pair.split('/');
  return particle(word, consonant, vowel);
};

describe('particles follow the spoken last sound', () => {
  it.each([
    // The style guide's own examples.
    ['nginx', '을/를', '를'],
    ['web', '을/를', '을'],
    ['redis', '을/를', '를'],
    ['docker service ls', '을/를', '를'],
    ['myweb=4', '으로/로', '로'],
    ['swarm-manager', '이/가', '가'],
    ['worker1', '이/가', '이'],
    ['tasks.api', '이라는/라는', '라는'],
    // Names and words of the lesson.
    ['myweb', '이/가', '이'],
    ['global_web', '은/는', '은'],
    ['swarm-worker1', '으로/로', '로'],
    ['swarm-worker2', '이/가', '가'],
    ['swarm-worker3', '이/가', '이'],
    ['swarm-worker3', '으로/로', '으로'],
    ['80:80', '으로/로', '으로'],
    ['8080:80', '이에요/예요', '이에요'],
    ['replicated', '이에요/예요', '예요'],
    ['global', '이에요/예요', '이에요'],
    ['global', '으로/로', '로'],
    ['replicated-job', '이에요/예요', '이에요'],
    ['nginx:1.11', '으로/로', '로'],
    ['nginx:1.10', '으로/로', '으로'],
    ['nginx:latest', '으로/로', '로'],
    ['매니저', '이/가', '가'],
    ['워커', '은/는', '는'],
    ['없음', '이에요/예요', '이에요'],
    ['서울', '으로/로', '로'],
    ['update.delay', '이/가', '가'],
    ['10s', '이에요/예요', '예요'],
    ['Running', '으로/로', '으로'],
    ['Shutdown', '으로/로', '으로'],
    ['Complete', '으로/로', '로'],
    ['Failed', '으로/로', '로'],
    ['Rejected', '으로/로', '로'],
    ['STATUS', '이/가', '가'],
    ['AVAILABILITY', '이/가', '가'],
    ['drain', '이에요/예요', '이에요'],
    ['pause', '이에요/예요', '예요'],
    ['active', '이에요/예요', '예요'],
    ['down', '이에요/예요', '이에요'],
    ['docker service rm', '을/를', '을'],
    ['VIP', '을/를', '를'],
    ['DB', '이/가', '가'],
    ['URL', '을/를', '을'],
    ['"myweb" (2)', '과/와', '와'],
    ['mysql', '이/가', '이'],
    ['my_mysql_password', '을/를', '를'],
    ['myvolume', '을/를', '을'],
    ['myoverlay', '이/가', '가'],
    ['hostname', '은/는', '은'],
    ['agent', '이/가', '가'],
    ['secret', '을/를', '을'],
    ['stack', '을/를', '을'],
    ['task', '을/를', '를'],
    ['file', '을/를', '을'],
  ])('%s: of %s %s', (word, pair, expected) => {
    expect(with_(pair)(word)).toBe(expected);
  });
});

describe('templates', () => {
  it('puts value and particle together', () => {
    expect(fill('{S|이/가} 아직 스웜의 {r|이/가} 아니에요.', { S: 'swarm-worker1', r: '매니저' }, 'ko')).toBe(
      'swarm-worker1이 아직 스웜의 매니저가 아니에요.',
    );
  });

  it('takes values that are worded per language', () => {
    const none = { ko: '없음', en: 'none' };
    expect(say({ ko: '{x|이에요/예요}', en: 'is {x}' }, { x: none })).toEqual({ ko: '없음이에요', en: 'is none' });
  });

  it('leaves unknown names alone', () => {
    expect(fill('{a} {b}', { a: 1 }, 'en')).toBe('1 {b}');
  });
});
