import { toPrintable } from '@mmae/input';

/** A text as a cell of a table for stdout: a file's name may hold what parts the lines and columns, and what steers a terminal. */
export const toCell = (text: string): string => toPrintable(text.replaceAll(/[\t\r\n]/g, ' '));
