import { InputError } from '@mmae/input';

/** A BCP 47 tag in its usual case: `de-at` gives `de-AT`. @throws InputError if it is none, with the function that read it as `where` */
export function languageTag(where: string, tag: string): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    throw new InputError(`${where}: expected language tags such as "en" or "pt-BR", got ${JSON.stringify(tag)}. Correct it.`);
  }
}
