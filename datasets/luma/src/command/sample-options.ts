import { choiceOption, choicesOption, Command, numberOption, Option } from '@mmae/command-line';
import type { Split } from '@mmae/samples';
import { LumaError } from '../files/luma-file.ts';
import { officialCounts, type ClassCounts } from '../pool/split-indices.ts';
import { layouts, type Layout } from '../samples/layout.ts';
import type { LumaOptions } from '../samples/luma-samples.ts';
import { defaultSeed, defaultSplits, toolFaults, type ToolFault } from '../uncertainty/uncertainty.ts';
import type { Uncertainty } from '../uncertainty/uncertainty-options.ts';
import { imageCorruptions, type ImageCorruption, type Severity } from '../uncertainty/images/corruptions.ts';
import { textErrors, type TextError } from '../uncertainty/texts/text-errors.ts';

const alterableSplits = ['train', 'test', 'ood'] as const satisfies readonly Split[];

/** A command over a folder of LUMA, with the options of its samples: which rows they are, and how they are made uncertain. */
export const samplesCommand = (name: string) =>
  new Command(name)
    .argument('<folder>', 'the folder of LUMA')
    .addOption(choiceOption('--layout <layout>', 'the files to read; the pool if it is complete unless given', layouts))
    .option('--no-ood', 'leaves out out-of-distribution triples, which need edm_images.pickle')
    .addOption(
      numberOption('--pairing-seed <n>', 'random seed of the pairing of clips, texts and images', {
        max: 2 ** 32 - 1,
        isInteger: true,
      }).default(42),
    )
    .addOption(
      new Option('--counts <train,test>', 'triples per class')
        .argParser(toCounts)
        .default(officialCounts, `${officialCounts.train},${officialCounts.test}`),
    )
    .addOption(shareOption('--image-noise <share>', 'images that get one corruption'))
    .addOption(numberOption('--severity <n>', 'severity of image corruptions, 1 to 5', { min: 1, max: 5, isInteger: true }).default(1))
    .addOption(choicesOption('--image-kinds <names>', 'corruptions to draw from; all unless given', imageCorruptions))
    .addOption(shareOption('--audio-noise <share>', 'clips that get noise'))
    .addOption(new Option('--snr <min,max>', 'decibels between speech and noise').argParser(toRange).default([3, 5] as const, '3,5'))
    .option('--backgrounds <folder>', 'WAV files to take the noise from; pink noise unless given')
    .addOption(shareOption('--text-noise <share>', 'texts that get errors'))
    .addOption(choicesOption('--text-kinds <names>', 'errors to draw from; all unless given', textErrors))
    .addOption(shareOption('--label-noise <share>', 'labels that become the nearest other class'))
    .addOption(shareOption('--conflict <share>', 'test samples that get one modality of the next class'))
    .addOption(
      new Option(
        '--compactness <modality=amount,…>',
        'how strongly train concentrates on the centre of each class, as in audio=10,image=20',
      ).argParser(toCompactness),
    )
    .addOption(
      choicesOption('--altered <splits>', 'splits that get noise and label noise', alterableSplits).default(
        defaultSplits as readonly (typeof alterableSplits)[number][],
        defaultSplits.join(','),
      ),
    )
    .addOption(numberOption('--seed <n>', 'random seed of the uncertainty', { max: 2 ** 32, isInteger: true }).default(defaultSeed))
    .addOption(choicesOption('--as-tool <faults>', "repeats mistakes of LUMA's own tool", toolFaults));

const shareOption = <const Flags extends string>(flags: Flags, description: string) =>
  numberOption(flags, `share of the ${description}, 0 to 1`, { max: 1 });

/** The values of the options that `samplesCommand` adds. */
interface SampleOptions {
  readonly layout?: Layout;
  readonly ood: boolean;
  readonly pairingSeed: number;
  readonly counts: ClassCounts;
  readonly imageNoise?: number;
  readonly severity: number;
  readonly imageKinds?: readonly ImageCorruption[];
  readonly audioNoise?: number;
  readonly snr: readonly [min: number, max: number];
  readonly backgrounds?: string;
  readonly textNoise?: number;
  readonly textKinds?: readonly TextError[];
  readonly labelNoise?: number;
  readonly conflict?: number;
  readonly compactness?: Uncertainty['compactness'];
  readonly altered: readonly Split[];
  readonly seed: number;
  readonly asTool?: readonly ToolFault[];
}

export const toLumaOptions = ({ layout, ood, pairingSeed, counts, ...options }: SampleOptions): LumaOptions => ({
  layout,
  ood,
  pairingSeed,
  counts,
  uncertainty: toUncertainty(options),
});

/** @returns undefined if no option asks for uncertainty */
function toUncertainty(options: Omit<SampleOptions, 'layout' | 'ood' | 'pairingSeed' | 'counts'>): Uncertainty | undefined {
  const { imageNoise, audioNoise, textNoise, labelNoise, conflict, compactness, asTool, altered, seed, snr } = options;
  const asked = [imageNoise, audioNoise, textNoise, labelNoise, conflict, compactness, asTool];
  if (asked.every((value) => value === undefined)) return undefined;
  return {
    seed,
    splits: altered,
    ...(imageNoise !== undefined && { images: { share: imageNoise, severity: options.severity as Severity, kinds: options.imageKinds } }),
    ...(audioNoise !== undefined && { audio: { share: audioNoise, snrDb: snr, backgrounds: options.backgrounds } }),
    ...(textNoise !== undefined && { texts: { share: textNoise, kinds: options.textKinds } }),
    labelNoise,
    conflict,
    compactness,
    asTool,
  };
}

function toCounts(text: string): ClassCounts {
  const [train, test, ...others] = text.split(',').map(Number);
  const isValid = Number.isInteger(train) && train > 0 && Number.isInteger(test) && test > 0 && others.length === 0;
  if (isValid) return { train, test };
  throw new LumaError(`--counts: expected two whole numbers above 0, of train and of test, as in 500,100, got ${JSON.stringify(text)}.`);
}

function toRange(text: string): readonly [min: number, max: number] {
  const [min, max] = text.split(',').map(Number);
  if (max >= min) return [min, max];
  throw new LumaError(`--snr: expected two numbers of decibels, the lower first, as in 3,5, got ${JSON.stringify(text)}.`);
}

function toCompactness(text: string): NonNullable<Uncertainty['compactness']> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const isValid = ([modality, amount]: string[]) => ['audio', 'text', 'image'].includes(modality) && Number(amount) > 0;
  if (pairs.every(isValid)) return Object.fromEntries(pairs.map(([modality, amount]) => [modality, Number(amount)]));
  throw new LumaError(`--compactness: expected amounts of audio, text or image, as in audio=10,image=20, got ${JSON.stringify(text)}.`);
}
