import { particle } from '../../lessons/particles.ts';
import type { Locale } from '../../i18n/index.ts';

/*
 * A check in words, from its name in the course's notation: `conv(myweb,2)` is "2 tasks of `myweb` are running". A name that
 * no row knows stands for itself.
 */

type Say = (...values: string[]) => Readonly<Record<Locale, string>>;

const code = (word: string): string => `\`${word}\``;
const topic = (word: string, pair: readonly [string, string]): string => code(word) + particle(word, ...pair);
const subject = ['이', '가'] as const;
const object = ['을', '를'] as const;
const toward = ['으로', '로'] as const;

const rows: readonly (readonly [RegExp, Say])[] = [
  [
    /^role\(([^,]+),(.+)\)$/,
    (h, r) => ({ ko: `${topic(h, subject)} 스웜의 ${r}`, en: `${code(h)} is a ${r} of the swarm` }),
  ],
  [/^ready=(\d+)$/, (n) => ({ ko: `Ready 노드 ${n}대`, en: `${n} nodes are Ready` })],
  [/^svc\(([^,]+)\)$/, (s) => ({ ko: `${topic(s, subject)} 있음`, en: `${code(s)} exists` })],
  [/^!svc\(([^,]+)\)$/, (s) => ({ ko: `${topic(s, subject)} 없음`, en: `${code(s)} is gone` })],
  [/^mode\(([^,]+),(.+)\)$/, (s, m) => ({ ko: `${code(s)}의 모드는 ${code(m)}`, en: `${code(s)} is ${code(m)}` })],
  [
    /^conv\(([^,]+)\)$/,
    (s) => ({ ko: `${code(s)}의 태스크가 모두 실행 중`, en: `All tasks of ${code(s)} are running` }),
  ],
  [
    /^conv\(([^,]+),(\d+)\)$/,
    (s, n) => ({ ko: `${code(s)}의 태스크 ${n}개가 실행 중`, en: `${n} tasks of ${code(s)} are running` }),
  ],
  [/^empty\(([^,]+)\)$/, (s) => ({ ko: `${code(s)}의 태스크가 0개`, en: `${code(s)} has no tasks` })],
  [
    /^stable\(([^,]+),(\d+)s\)$/,
    (s, n) => ({ ko: `${topic(s, subject)} ${n}초 동안 그대로`, en: `${code(s)} is steady for ${n} s` }),
  ],
  [
    /^img\(([^,]+),(.+)\)$/,
    (s, i) => ({ ko: `${code(s)}의 태스크가 모두 ${code(i)}`, en: `All tasks of ${code(s)} run ${code(i)}` }),
  ],
  [
    /^upd\(([^,]+),(.+)\)$/,
    (s, u) => ({ ko: `${code(s)}의 업데이트 상태는 ${code(u)}`, en: `The update of ${code(s)} is ${code(u)}` }),
  ],
  [
    /^on\(([^,]+),([^)]+)\)=(\d+)$/,
    (s, h, n) => ({
      ko: `${code(h)}에 ${code(s)}의 태스크 ${n}개`,
      en: `${n} ${n === '1' ? 'task' : 'tasks'} of ${code(s)} on ${code(h)}`,
    }),
  ],
  [
    /^kept\(([^,]+)\)$/,
    (s) => ({ ko: `${code(s)}의 기존 태스크는 그대로`, en: `The tasks of ${code(s)} stay as they were` }),
  ],
  [
    /^pub\(([^,]+),([\d:]+).*\)$/,
    (s, p) => ({ ko: `${topic(s, subject)} ${topic(p, object)} 공개`, en: `${code(s)} publishes ${code(p)}` }),
  ],
  [
    /^job\(([^,]+),(\d+)\)$/,
    (s, n) => ({ ko: `${topic(s, subject)} ${n}번 끝남`, en: `${code(s)} completed ${n} times` }),
  ],
  [
    /^hist\(([^,]+),(.+)\)>=(\d+)$/,
    (s, w, n) => ({
      ko: `${code(s)}의 태스크 ${n}개가 ${topic(w, toward)} 끝남`,
      en: `${n} tasks of ${code(s)} ended as ${code(w)}`,
    }),
  ],
];

const memory: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  seen: { ko: '한 번은 볼 것: ', en: 'Seen once: ' },
  never: { ko: '한 번도 없을 것: ', en: 'Never: ' },
};

/** What a check asks for, with code between backticks. */
export function condition(name: string, locale: Locale): string {
  const outer = /^(seen|never)\((.+)\)$/.exec(name);
  if (outer) return memory[outer[1]!]![locale] + condition(outer[2]!, locale);
  for (const [pattern, say] of rows) {
    const found = pattern.exec(name);
    if (found) return say(...found.slice(1))[locale];
  }
  return code(name);
}
