import { InputError } from '@mmae/input';

/** What was asked for cannot be done: said in one sentence with its remedy, exit code 2. */
export class UsageError extends InputError {
  override readonly name = 'UsageError';
}
