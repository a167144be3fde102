import { particle } from './particles.ts';

export type Language = 'ko' | 'en';
export const languages: readonly Language[] = ['ko', 'en'];

/** What a learner reads, in every language. */
export type Text = Readonly<Record<Language, string>>;

/** What a template's `{name}` may stand for: the same everywhere, or worded per language. */
export type Values = Readonly<Record<string, string | number | Text>>;

const slot = /\{(\w+)(?:\|([^/}]+)\/([^}]+))?\}/g;

/**
 * Fills a template: `{S}` is replaced by the value of S, `{S|이/가}` by the value and the particle that fits its spoken
 * end. Names that are not among the values stay as they are.
 */
export function fill(template: string, values: Values, language: Language): string {
  return template.replace(slot, (whole, name: string, afterConsonant?: string, afterVowel?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const word = typeof value === 'object' ? value[language] : String(value);
    return afterConsonant && afterVowel ? word + particle(word, afterConsonant, afterVowel) : word;
  });
}

/** Fills a text in every language. */
export function say(text: Text, values: Values = {}): Text {
  return { ko: fill(text.ko, values, 'ko'), en: fill(text.en, values, 'en') };
}
