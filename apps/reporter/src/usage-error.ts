/** A command line that asks for nothing we do; the sentence says what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
