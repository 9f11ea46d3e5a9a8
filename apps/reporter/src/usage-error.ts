import { InputError } from '@mmae/input';

/** A command line that asks for nothing we do; the sentence says what was expected. */
export class UsageError extends InputError {
  override readonly name = 'UsageError';
}
