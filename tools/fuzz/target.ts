import type fc from 'fast-check';
import type { Damage } from './damage.ts';

/** A function that a command calls on foreign files, and valid files to damage for it. */
export interface Target {
  /** files by name, to be damaged */
  readonly files: Readonly<Record<string, Buffer>>;
  damagesOf(file: string): fc.Arbitrary<readonly Damage[]>;
  /** whether an undamaged file may be refused */
  isUnsound?(file: string): boolean;
  /** Reads a damaged file as the command does. @throws the command's error, or an error of its own for a wrong result */
  attempt(file: string, bytes: Buffer): Promise<void>;
  /** whether the README documents the error */
  isDocumented(error: Error): boolean;
}

/** Creates a target, which writes into its own folder only. */
export type OpenTarget = (folder: string) => Promise<Target>;

/** Errors for a wrong value state the rule in their message. */
export const tellsTheRule = (error: Error) =>
  (error instanceof RangeError || error.name === 'InputError') && /: expected /.test(error.message);
