import type { Split } from '@mmae/samples';
import type { ParseArgsConfig } from 'node:util';
import { LumaError } from '../luma-error.ts';
import { toolFaults, type ToolFault, type Uncertainty } from '../uncertainty/options.ts';
import { pictureCorruptions, type Severity } from '../uncertainty/pictures/corruptions.ts';
import { textErrors } from '../uncertainty/texts/text-errors.ts';

export const uncertaintyUsage = `
compile can make LUMA uncertain; what was altered stands in the column "corruption". Shares are 0 to 1.
--image-noise SHARE [--severity 1-5] [--image-kinds A,B]   of ${pictureCorruptions.join(', ')}
--audio-noise SHARE [--snr 3,5] [--backgrounds DIR]        decibel between word and noise; WAV files to take it from (pink noise)
--text-noise SHARE [--text-kinds A,B]                      of ${textErrors.join(', ')}
--label-noise SHARE          labels that become the nearest other class
--conflict SHARE             test samples that get one modality of the next class
--compactness image=20,…     how close to its class's middle train is drawn (audio, text, image)
--altered train,test         splits that get noise and label noise
--seed N                     of all that is drawn here (42)
--as-tool A,B                do as LUMA's own tool does by mistake: ${toolFaults.join(', ')}
`;

const strings = ['image-noise', 'severity', 'image-kinds', 'audio-noise', 'snr', 'backgrounds', 'text-noise', 'text-kinds', 'label-noise', 'conflict', 'compactness', 'altered', 'seed', 'as-tool'] as const; // prettier-ignore

type Flag = (typeof strings)[number];

export const uncertaintyFlags = Object.fromEntries(strings.map((name) => [name, { type: 'string' }])) as Record<Flag, { type: 'string' }> satisfies ParseArgsConfig['options']; // prettier-ignore

/** @returns undefined where none of the flags is given @throws LumaError for a value that is not one of theirs */
export function toUncertainty(values: Readonly<Partial<Record<Flag, string>>>): Uncertainty | undefined {
  if (strings.every((name) => values[name] === undefined)) return undefined;
  const share = (name: Flag) => inRange(name, values[name], 0, 1);
  const among = <Name extends string>(name: Flag, known: readonly Name[]) => listed(name, values[name], known);
  const ifGiven = <T>(name: Flag, make: (share: number) => T) => (values[name] === undefined ? undefined : make(share(name)!));
  return {
    seed: whole('seed', values.seed, 0, 2 ** 32),
    splits: among('altered', ['train', 'test', 'ood'] as const satisfies readonly Split[]),
    pictures: ifGiven('image-noise', (ofPictures) => ({
      share: ofPictures,
      severity: (whole('severity', values.severity, 1, 5) ?? 1) as Severity,
      kinds: among('image-kinds', pictureCorruptions),
    })),
    sounds: ifGiven('audio-noise', (ofSounds) => ({ share: ofSounds, snrDb: range(values.snr ?? '3,5'), backgrounds: values.backgrounds })),
    texts: ifGiven('text-noise', (ofTexts) => ({ share: ofTexts, kinds: among('text-kinds', textErrors) })),
    labelNoise: share('label-noise'),
    conflict: share('conflict'),
    compactness: compactness(values.compactness),
    asTool: among<ToolFault>('as-tool', toolFaults),
  };
}

function inRange(name: Flag, value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = value.trim() === '' ? NaN : Number(value);
  if (number >= min && number <= max) return number;
  throw refused(name, `a number from ${min} to ${max}`, value);
}

function whole(name: Flag, value: string | undefined, min: number, max: number): number | undefined {
  const number = inRange(name, value, min, max);
  if (number === undefined || Number.isInteger(number)) return number;
  throw refused(name, 'a whole number', value!);
}

function listed<Name extends string>(name: Flag, value: string | undefined, known: readonly Name[]): readonly Name[] | undefined {
  const names = value?.split(',') as Name[] | undefined;
  const unknown = names?.find((one) => !known.includes(one));
  if (unknown === undefined) return names;
  throw refused(name, `some of ${known.join(', ')}`, unknown);
}

function range(value: string): readonly [number, number] {
  const [min, max] = value.split(',').map(Number);
  if (max >= min) return [min, max];
  throw refused('snr', 'two decibels, the lower first, as 3,5', value);
}

function compactness(value: string | undefined): Uncertainty['compactness'] {
  const pairs = value?.split(',').map((pair) => pair.split('=')) ?? [];
  const wrong = pairs.find(([modality, amount]) => !['audio', 'text', 'image'].includes(modality) || !(Number(amount) > 0));
  if (wrong) throw refused('compactness', 'audio=10,text=20,image=20, any of them', value!);
  return value === undefined ? undefined : Object.fromEntries(pairs.map(([modality, amount]) => [modality, Number(amount)]));
}

const refused = (name: Flag, rule: string, value: string) =>
  new LumaError(`mmae-luma: expected ${rule} for --${name}, got ${JSON.stringify(value)}. Correct it.`);
