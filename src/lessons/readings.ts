import type { Ending } from './particles.ts';

/*
 * How Latin spelling is read in Korean, as far as its end goes. Words without a vowel letter are spelled out (ls 엘에스),
 * others read as words (web 웹).
 */

/** The names of the letters that do not end in a vowel: 엘, 엠, 엔 (알 for r as engineers say it). */
export const letters: Readonly<Record<string, Ending>> = { l: 'rieul', m: 'consonant', n: 'consonant', r: 'rieul' };

/** Words that are not read as they are spelled. */
export const words: Readonly<Record<string, Ending>> = {
  api: 'vowel', // 에이피아이
  ip: 'vowel', // 아이피
  vip: 'vowel', // 브이아이피
  url: 'rieul', // 유아르엘
  id: 'vowel', // 아이디
  os: 'vowel', // 오에스
  type: 'consonant', // 타입
  one: 'consonant', // 원
  leave: 'vowel', // 리브
  mysql: 'rieul', // 마이에스큐엘
  alpine: 'consonant', // 알파인
  key: 'vowel', // 키
  level: 'rieul', // 레벨
};

/** Ends of words, the first that fits counts. */
export const endings: readonly (readonly [RegExp, Ending])[] = [
  [/(ng|[aeiouy][mn]|[mn])$/, 'consonant'], // Running 러닝, Shutdown 셧다운, swarm 스웜
  [/[mn]e$/, 'consonant'], // volume 볼륨, engine 엔진
  [/(l|le)$/, 'rieul'], // global 글로벌, file 파일
  [/ck$|ook$|c$/, 'consonant'], // stack 스택, book 북, public 퍼블릭
  [/b$|[aeiou]p$/, 'consonant'], // web 웹, job 잡, app 앱
  [/[aeou]pp$/, 'consonant'],
  [/(?<![aeiou])[aeio]t$|out$|put$/, 'consonant'], // secret 시크릿, format 포맷, timeout 타임아웃
];
