import { Option } from '@commander-js/extra-typings';
import { InputError, nearestName } from '@mmae/input';

export interface NumberRange {
  /** smallest value, 0 unless given */
  readonly min?: number;
  /** largest value, unlimited unless given */
  readonly max?: number;
  readonly isInteger?: boolean;
}

/** An option that takes a number, such as `numberOption('--top <n>', 'hits to list', { min: 1, isInteger: true })`. */
export function numberOption<const Flags extends string>(flags: Flags, description: string, range: NumberRange = {}) {
  return new Option(flags, description).argParser((text: string) => toNumber(nameIn(flags), text, range));
}

/** @throws InputError unless the text is a decimal number within the range */
function toNumber(option: string, text: string, { min = 0, max = Infinity, isInteger = false }: NumberRange): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= min && value <= max && (isInteger ? Number.isSafeInteger(value) : Number.isFinite(value))) return value;
  const kind = isInteger ? 'a whole number' : 'a number';
  const limits = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
  throw new InputError(`${option}: expected ${kind} ${limits}, got ${JSON.stringify(text)}.`);
}

/** An option that takes one of a few values; a misspelt one is refused with the nearest. */
export function choiceOption<const Flags extends string, const Choice extends string>(
  flags: Flags,
  description: string,
  choices: readonly Choice[],
) {
  const toChoice = (text: string) => expectChoice(nameIn(flags), text, choices);
  return new Option(flags, `${description} (${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')})`).argParser(toChoice);
}

/** An option that takes several values, separated by commas, of those that are known. */
export function choicesOption<const Flags extends string, const Choice extends string>(
  flags: Flags,
  description: string,
  choices: readonly Choice[],
) {
  const toChoices = (text: string): readonly Choice[] => text.split(',').map((one) => expectChoice(nameIn(flags), one, choices));
  return new Option(flags, `${description} (any of ${choices.join(', ')})`).argParser(toChoices);
}

function expectChoice<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  const nearest = nearestName(text, choices);
  const suggestion = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new InputError(`${option}: expected one of ${choices.join(', ')}, got ${JSON.stringify(text)}.${suggestion}`);
}

/** An option that may be given several times: its values, in order. */
export function repeatableOption<const Flags extends string>(flags: Flags, description: string) {
  return new Option(flags, `${description}; may be repeated`)
    .argParser((text: string, previous: readonly string[] = []): readonly string[] => [...previous, text])
    .default<readonly string[]>([], 'none');
}

/** An option `KEY=VALUE` that may be given several times, each key once: `{ KEY: VALUE }`. Only the first `=` separates. */
export function assignmentsOption<const Flags extends string>(flags: Flags, description: string) {
  const add = (text: string, previous: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => {
    const [, key = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    const name = nameIn(flags);
    const form = /<(.*)>/.exec(flags)?.[1];
    if (key.trim() === '') throw new InputError(`${name}: expected ${form}, got ${JSON.stringify(text)}.`);
    if (Object.hasOwn(previous, key.trim())) throw new InputError(`${name}: expected each key once, got ${JSON.stringify(text)} as well.`);
    return { ...previous, [key.trim()]: value };
  };
  return new Option(flags, `${description}; may be repeated`).argParser(add).default<Readonly<Record<string, string>>>({}, 'none');
}

/** `--top` of `-t, --top <n>`. */
const nameIn = (flags: string) => /--[\w-]+/.exec(flags)?.[0] ?? flags;
