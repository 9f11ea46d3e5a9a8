import { refusal } from './refusal.ts';

/**
 * Codes as a stage learns them, checked.
 *
 * @param found one a train row, whole and from 0 on
 * @throws RangeError for another number of codes than rows, values that are no codes, fewer than 2 or more than samples
 */
export function checkedCodes(found: ArrayLike<number>, numSamples: number): { codes: Int32Array; numCodes: number } {
  const codes = Array.from(found);
  if (codes.length !== numSamples) throw refusal(`a code for each of ${numSamples} train rows`, codes.length, remedy);
  const wrong = codes.find((code) => !Number.isInteger(code) || code < 0);
  if (wrong !== undefined) throw refusal('whole codes from 0 on', wrong, remedy);
  const numCodes = codes.reduce((highest, code) => Math.max(highest, code + 1), 0);
  if (numCodes < 2) throw refusal('2 codes or more', numCodes, remedy);
  if (numCodes > numSamples) throw refusal(`at most as many codes as train has samples (${numSamples})`, numCodes, remedy);
  return { codes: Int32Array.from(codes), numCodes };
}

const remedy = 'Check the function given as codes';
