import { UsageError } from '../usage-error.ts';

/** The value of an option. @throws UsageError unless it is a whole number of 0 or more */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UsageError(`mmae-report: expected ${option} as a whole number, got "${text}".`);
}
