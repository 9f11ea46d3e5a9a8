import { problemsOf } from '@mmae/input';
import { z } from 'zod';
import { RunFolderError } from './run-folder-error.ts';

/** The shape of a JSON document. Readers get the document itself, with all of its keys, not a copy that zod makes. */
export type Shape = z.ZodType;

export const count = z.int().min(0);
export const share = z.number().min(0).max(1);
export const anyObject = z.record(z.string(), z.unknown());
/** Any value, but the key must be present. */
export const anyValue = z.unknown().refine((value) => value !== undefined, 'a value');
/** Values of one shape by any key. */
export const recordOf = <Values extends Shape>(values: Values) => z.record(z.string(), values);

/**
 * Checks that a document has a shape.
 *
 * @param file the source of the document, for the message
 * @throws RunFolderError with the first deviation
 */
export function expectShape<S extends Shape>(document: unknown, file: string, shape: S): z.output<S> {
  const [problem] = problemsOf(shape, document, 'document');
  if (problem === undefined) return document as z.output<S>;
  throw new RunFolderError(`expectShape: ${problem} ${file} was damaged or changed by hand: restore it from a copy, or run again.`);
}
