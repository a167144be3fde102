import { en, type Messages } from './en.ts';
import { ko } from './ko.ts';

export type { Messages };
export type Locale = 'ko' | 'en';

const languages: Record<Locale, Messages> = { ko, en };

/** The id of the element in which a page carries its own language's words for its scripts. */
export const messagesId = 'messages';

let read: Messages | undefined;

/** The words of a language. In the browser they are read from the page, so that no other language is shipped. */
export function messages(locale: Locale): Messages {
  if (import.meta.env.SSR) return languages[locale];
  return (read ??= JSON.parse(document.getElementById(messagesId)!.textContent) as Messages);
}

/** A language of a page from its `lang`. */
export const localeOf = (lang: string | undefined): Locale => (lang?.startsWith('en') ? 'en' : 'ko');

/** Puts values into a message: `{name}`, and `{n|one|many}` by number. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : value === 1 ? one : many!;
  });
}
