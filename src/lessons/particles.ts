import { endings, letters, words } from './readings.ts';

/** How a word sounds at its end: in a vowel, in ㄹ, or in another consonant. */
export type Ending = 'vowel' | 'rieul' | 'consonant';

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const FINALS = 28;
const RIEUL = 8;

/** Spoken ends of 0–9: 영/십, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. A number that ends in 0 ends in 십, 백, 천 or 만. */
const digits: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/**
 * How a name, number, command or Korean word sounds at its end when a Korean reads it aloud. What follows the last
 * letter or digit (a quote, a bracket) is not spoken. Unknown Latin words go by their spelling.
 */
export function ending(word: string): Ending {
  const last = /([a-z]+|\d|[가-힣])[^a-z\d가-힣]*$/i.exec(word)?.[1];
  if (!last) return 'vowel';
  const code = last.charCodeAt(0);
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) {
    const final = (code - HANGUL_FIRST) % FINALS;
    return final === 0 ? 'vowel' : final === RIEUL ? 'rieul' : 'consonant';
  }
  return digits[Number(last)] ?? latin(last.toLowerCase());
}

function latin(word: string): Ending {
  const known = words[word];
  if (known) return known;
  if (!/[aeiouy]/.test(word)) return letters[word.slice(-1)] ?? 'vowel';
  return endings.find(([spelling]) => spelling.test(word))?.[1] ?? 'vowel';
}

/**
 * The particle that fits a word, of a pair such as 이/가, 을/를, 은/는, 과/와, 으로/로, 이에요/예요 (the one after a
 * consonant first). 으로 gives way to 로 after ㄹ too.
 */
export function particle(word: string, afterConsonant: string, afterVowel: string): string {
  const sound = ending(word);
  if (sound === 'vowel') return afterVowel;
  return sound === 'rieul' && afterConsonant.startsWith('으로') ? afterVowel : afterConsonant;
}
