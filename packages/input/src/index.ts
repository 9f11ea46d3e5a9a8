export { InputError } from './input-error.ts';
export { nearestName } from './nearest-name.ts';
export { toPrintable } from './printable.ts';
export { problemsOf, resolveOptions, type GivenOptions, type Options } from './resolve-options.ts';
export { ruleInWords, toJsonSchema, type JsonSchema } from './rule-in-words.ts';
