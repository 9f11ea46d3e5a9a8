/** What `train` throws for what it cannot train: the rule, what was given in its place, and what to do. */
export function refusal(rule: string, got: unknown, remedy: string): RangeError {
  return new RangeError(`train: expected ${rule}, got ${got}. ${remedy}.`);
}
