/** What was asked for cannot be done: said in one sentence with its remedy, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
