import { InputError } from '@mmae/input';

/** A folder, a file or an option that is not what LUMA needs: one sentence with the rule, what was found and what to do. */
export class LumaError extends InputError {
  override readonly name = 'LumaError';
}
