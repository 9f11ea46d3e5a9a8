import { InputError } from '@mmae/input';

const isoDate = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** The first day that a date covers: 1998 begins on 1998-01-01. Times are cut off. @throws InputError for anything but ISO 8601 */
export const firstDay = (date: string): string => dayOf(date) + '-01-01'.slice(dayOf(date).length - 4);

/** The last day that a date covers, as a bound for comparing: 1998-02 ends on or before 1998-02-31. */
export const lastDay = (date: string): string => dayOf(date) + '-12-31'.slice(dayOf(date).length - 4);

function dayOf(date: string): string {
  const day = date.split('T', 1)[0]!;
  if (isoDate.test(day)) return day;
  throw new InputError(`date: expected ISO 8601 such as 1998, 1998-03 or 1998-03-12, got ${JSON.stringify(date)}.`);
}
