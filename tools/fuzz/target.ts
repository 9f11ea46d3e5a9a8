import type fc from 'fast-check';
import type { Damage } from './damage.ts';

/** A function that a command calls on files of others, and sound files to damage for it. */
export interface Target {
  /** files by name, to be damaged */
  readonly files: Readonly<Record<string, Buffer>>;
  damagesOf(file: string): fc.Arbitrary<readonly Damage[]>;
  /** whether a file may be refused as it is */
  isUnsound?(file: string): boolean;
  /** Does with a damaged file what the command does. @throws what the command would get, or an error of its own for a result that is wrong */
  attempt(file: string, bytes: Buffer): Promise<void>;
  /** whether the README documents such an error */
  isDocumented(error: Error): boolean;
}

/** Makes a target; what it writes goes into a folder of its own. */
export type OpenTarget = (folder: string) => Promise<Target>;

/** Errors for a wrong value have the rule in their message. */
export const tellsTheRule = (error: Error) => error instanceof RangeError && /: expected /.test(error.message);
