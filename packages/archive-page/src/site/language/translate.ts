import { de } from './de.ts';
import { en } from './en.ts';
import { locale } from './locale.ts';

export type MessageKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

/** A message in the language of the page; `{name}` is filled in, numbers as the language writes them. */
export const t = (key: MessageKey, values: Values = {}): string => fill((locale.value === 'de' ? de : en)[key], values, locale.value);

/** Fills in `{name}`; `{name|one|many}` chooses by number: `{n|shot|shots}`. */
export const fill = (message: string, values: Values, language: string): string =>
  message.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = values[name] ?? '';
    if (one !== undefined) return new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : many!;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });

/** 0.734 as 73 % */
export const percent = (share: number): string => share.toLocaleString(locale.value, { style: 'percent', maximumFractionDigits: 0 });

/** 125.4 seconds as 2:05 */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

export const dateTime = (iso: string): string => new Date(iso).toLocaleString(locale.value, { dateStyle: 'medium', timeStyle: 'short' });

/** `de` as German; what is no language tag stays as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale.value, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
