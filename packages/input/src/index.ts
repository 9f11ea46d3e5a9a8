export { InputError } from './input-error.ts';
export { nearestName } from './nearest-name.ts';
export { toPrintable } from './printable.ts';
export { resolveOptions } from './resolve-options.ts';
