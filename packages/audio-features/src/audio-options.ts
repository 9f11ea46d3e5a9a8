import type { Gain } from './normalise-gain.ts';

/** How a sound of any length becomes a fixed number of features. */
export type Length =
  /** the sound is cut after as many frames, or followed by silence */
  | { readonly mode: 'pad'; readonly numFrames: number }
  /** its frames are interpolated to as many */
  | { readonly mode: 'stretch'; readonly numFrames: number }
  /** the mean and deviation of each band */
  | { readonly mode: 'pool' };

/** Which window, filterbank, logarithm and cosine transform. README.md has them side by side. */
export type Convention = 'htk' | 'librosa' | 'meyda';

export interface AudioOptions {
  /** `logMel`: mel bands; `mfcc`: their cosine transform */
  readonly features: 'logMel' | 'mfcc';
  readonly convention: Convention;
  /** `meyda`: by Meyda itself, where features are `mfcc` and the convention is Meyda's; `fast`: by our own code, with the same numbers */
  readonly implementation: 'fast' | 'meyda';
  /** what a file is resampled to */
  readonly sampleRateHz: number;
  /** what lies after it in a file is left out */
  readonly maxAudioSeconds: number;
  readonly gain: Gain;
  /** ends more than this below the loudest 10 ms are cut off; null: none are */
  readonly trimSilenceDb: number | null;
  /** samples */
  readonly frameLength: number;
  /** samples */
  readonly hopLength: number;
  /** samples, a power of two */
  readonly fftLength: number;
  readonly numMelBands: number;
  readonly minHz: number;
  /** null: half the sample rate */
  readonly maxHz: number | null;
  /** decibel under the clip's maximum below which nothing falls; Meyda's logarithm has none: null */
  readonly floorDb: number | null;
  /** null for `logMel` */
  readonly numCoefficients: number | null;
  /** 1: deltas beside the features, 2: their deltas too */
  readonly deltas: 0 | 1 | 2;
  readonly length: Length;
}

const common = {
  implementation: 'fast',
  sampleRateHz: 16_000,
  maxAudioSeconds: 60,
  gain: 'peak',
  trimSilenceDb: 35,
  numCoefficients: null,
  deltas: 0,
  length: { mode: 'stretch', numFrames: 32 },
} as const;

/** Each convention's defaults; `librosa`'s are librosa's own, `meyda`'s are Meyda's but for the sample rate. */
const defaults: Record<Convention, Omit<AudioOptions, 'features' | 'convention'>> = {
  htk: { ...common, frameLength: 400, hopLength: 160, fftLength: 512, numMelBands: 40, minHz: 60, maxHz: 7_600, floorDb: 60 },
  librosa: { ...common, frameLength: 2048, hopLength: 512, fftLength: 2048, numMelBands: 128, minHz: 0, maxHz: null, floorDb: 80 },
  meyda: { ...common, frameLength: 512, hopLength: 256, fftLength: 512, numMelBands: 26, minHz: 0, maxHz: null, floorDb: null },
};
const defaultCoefficients: Record<Convention, number> = { htk: 13, librosa: 20, meyda: 13 };

/**
 * Options with every default in place: `logMel` by the convention `htk` where nothing is said, `mfcc` by Meyda's.
 *
 * @throws RangeError for an unknown key, a value outside its range, or options that contradict each other
 */
export function audioOptions(given: Partial<AudioOptions> = {}): AudioOptions {
  const features = given.features ?? 'logMel';
  const convention = given.convention ?? (features === 'mfcc' ? 'meyda' : 'htk');
  const numCoefficients = features === 'mfcc' ? defaultCoefficients[convention] : null;
  const options = { ...defaults[convention], features, convention, numCoefficients, ...given };
  for (const [name, rule] of Object.entries(rules)) {
    const key = name as keyof AudioOptions;
    if (!rule.holds(options[key], options)) throw wrong(key, rule.says, options[key]);
  }
  const unknown = Object.keys(options).find((key) => !(key in rules));
  if (unknown !== undefined) throw wrong(unknown, `one of ${Object.keys(rules).join(', ')}`, unknown);
  return options;
}

interface Rule {
  readonly says: string;
  holds(value: unknown, options: AudioOptions): boolean;
}

const oneOf = (...values: unknown[]): Rule => ({ says: values.join(' or '), holds: (value) => values.includes(value) });
const above = (limit: number): Rule => ({
  says: `a number above ${limit}`,
  holds: (value) => typeof value === 'number' && value > limit && value < Infinity,
});
const whole = (least: number): Rule => ({
  says: `a whole number of ${least} or more`,
  holds: (value) => Number.isInteger(value) && (value as number) >= least,
});

const rules: Record<keyof AudioOptions, Rule> = {
  features: oneOf('logMel', 'mfcc'),
  convention: oneOf('htk', 'librosa', 'meyda'),
  implementation: {
    says: "fast, or meyda for features 'mfcc' of convention 'meyda'",
    holds: (value, { features, convention }) => value === 'fast' || (value === 'meyda' && features === 'mfcc' && convention === 'meyda'),
  },
  sampleRateHz: whole(1000),
  maxAudioSeconds: above(0),
  gain: oneOf('peak', 'rms', 'none'),
  trimSilenceDb: { says: 'a number above 0, or null', holds: (value, options) => value === null || above(0).holds(value, options) },
  frameLength: {
    says: "a whole number from 2 to fftLength, and fftLength itself for convention 'meyda'",
    holds: (value, options) =>
      whole(2).holds(value, options) &&
      (options.convention === 'meyda' ? value === options.fftLength : (value as number) <= options.fftLength),
  },
  hopLength: whole(1),
  fftLength: { says: 'a power of two from 4 on', holds: (value) => Number.isInteger(Math.log2(value as number)) && (value as number) >= 4 },
  numMelBands: whole(1),
  minHz: {
    says: "a number from 0 to below maxHz, 0 for convention 'meyda'",
    holds: (value, { convention, ...options }) =>
      typeof value === 'number' && value >= 0 && value < maxHzOf(options) && (convention !== 'meyda' || value === 0),
  },
  maxHz: {
    says: "null, or a number up to half of sampleRateHz; null for convention 'meyda'",
    holds: (value, { convention, sampleRateHz }) =>
      value === null || (convention !== 'meyda' && typeof value === 'number' && value <= sampleRateHz / 2),
  },
  floorDb: {
    says: "a number above 0; null for convention 'meyda'",
    holds: (value, options) => (options.convention === 'meyda' ? value === null : above(0).holds(value, options)),
  },
  numCoefficients: {
    says: "a whole number from 1 to numMelBands, at most 40 for convention 'meyda'; null for features 'logMel'",
    holds: (value, options) => {
      if (options.features === 'logMel') return value === null;
      const most = Math.min(options.numMelBands, options.convention === 'meyda' ? 40 : Infinity);
      return whole(1).holds(value, options) && (value as number) <= most;
    },
  },
  deltas: oneOf(0, 1, 2),
  length: {
    says: '{mode: pad or stretch, numFrames: 1 or more} or {mode: pool}',
    holds: (value, options) => {
      const { mode, numFrames } = (value ?? {}) as { mode?: string; numFrames?: unknown };
      return mode === 'pool' ? numFrames === undefined : (mode === 'pad' || mode === 'stretch') && whole(1).holds(numFrames, options);
    },
  },
};

/** The upper end of the mel bands. @returns Hz */
export const maxHzOf = ({ maxHz, sampleRateHz }: Pick<AudioOptions, 'maxHz' | 'sampleRateHz'>) => maxHz ?? sampleRateHz / 2;

const wrong = (key: string, rule: string, value: unknown) =>
  new RangeError(
    `audioOptions: expected ${key} to be ${rule}, got ${JSON.stringify(value) ?? String(value)}. Correct it in the experiment.`,
  );
