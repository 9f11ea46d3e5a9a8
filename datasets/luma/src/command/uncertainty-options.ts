import { choicesOption, Command, numberOption, Option } from '@mmae/command-line';
import type { Split } from '@mmae/samples';
import { LumaError } from '../luma-error.ts';
import { defaultSeed, defaultSplits, toolFaults, type ToolFault, type Uncertainty } from '../uncertainty/options.ts';
import { pictureCorruptions, type PictureCorruption, type Severity } from '../uncertainty/pictures/corruptions.ts';
import { textErrors, type TextError } from '../uncertainty/texts/text-errors.ts';

const alterableSplits = ['train', 'test', 'ood'] as const satisfies readonly Split[];

/** A command over a folder of LUMA, with the options that make LUMA uncertain. */
export const uncertainCommand = (name: string) =>
  new Command(name)
    .argument('<folder>', 'of LUMA')
    .option('--no-ood', 'leaves out out-of-distribution triples, which need edm_images.pickle')
    .addOption(shareOption('--image-noise <share>', 'images that get one corruption'))
    .addOption(numberOption('--severity <n>', 'of image corruptions', { min: 1, max: 5, isInteger: true }).default(1))
    .addOption(choicesOption('--image-kinds <names>', 'corruptions to draw from; all unless given', pictureCorruptions))
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
        'how close to the centre of its class train is drawn, as in audio=10,image=20',
      ).argParser(toCompactness),
    )
    .addOption(
      choicesOption('--altered <splits>', 'splits that get noise and label noise', alterableSplits).default(
        defaultSplits as readonly (typeof alterableSplits)[number][],
        defaultSplits.join(','),
      ),
    )
    .addOption(numberOption('--seed <n>', 'of everything that is drawn', { max: 2 ** 32, isInteger: true }).default(defaultSeed))
    .addOption(choicesOption('--as-tool <faults>', "repeats mistakes of LUMA's own tool", toolFaults));

const shareOption = <const Flags extends string>(flags: Flags, description: string) =>
  numberOption(flags, `share of the ${description}, 0 to 1`, { max: 1 });

/** The values of the options that `withUncertaintyOptions` adds. */
interface UncertaintyOptions {
  readonly imageNoise?: number;
  readonly severity: number;
  readonly imageKinds?: readonly PictureCorruption[];
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

/** @returns undefined where no option asks for uncertainty */
export function toUncertainty(options: UncertaintyOptions): Uncertainty | undefined {
  const { imageNoise, audioNoise, textNoise, labelNoise, conflict, compactness, asTool, altered, seed, snr } = options;
  const asked = [imageNoise, audioNoise, textNoise, labelNoise, conflict, compactness, asTool];
  if (asked.every((value) => value === undefined)) return undefined;
  return {
    seed,
    splits: altered,
    ...(imageNoise !== undefined && { pictures: { share: imageNoise, severity: options.severity as Severity, kinds: options.imageKinds } }),
    ...(audioNoise !== undefined && { sounds: { share: audioNoise, snrDb: snr, backgrounds: options.backgrounds } }),
    ...(textNoise !== undefined && { texts: { share: textNoise, kinds: options.textKinds } }),
    labelNoise,
    conflict,
    compactness,
    asTool,
  };
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
