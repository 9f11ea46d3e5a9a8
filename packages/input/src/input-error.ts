/**
 * Bad input: an option, a file or a command line that breaks a rule. The message names the rule, the value and the remedy.
 * A command that ends with one exits with code 2; every other error is a bug and exits with 1.
 */
export class InputError extends Error {
  override readonly name: string = 'InputError';
}
