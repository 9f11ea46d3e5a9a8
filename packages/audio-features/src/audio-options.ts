import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';
import { encodedAudioOptions } from './encoded-audio-options.ts';

/** The options whose defaults depend on the convention. `librosa` has librosa's own defaults, `meyda` Meyda's except for the sample rate. */
const conventions = {
  htk: { frameLength: 400, hopLength: 160, fftLength: 512, numMelBands: 40, minHz: 60, maxHz: 7_600, floorDb: 60, numCoefficients: 13 },
  librosa: {
    frameLength: 2048,
    hopLength: 512,
    fftLength: 2048,
    numMelBands: 128,
    minHz: 0,
    maxHz: null,
    floorDb: 80,
    numCoefficients: 20,
  },
  meyda: { frameLength: 512, hopLength: 256, fftLength: 512, numMelBands: 26, minHz: 0, maxHz: null, floorDb: null, numCoefficients: 13 },
} as const;

/** Describes the default of an option that each convention sets. */
const byConvention = (option: keyof (typeof conventions)['htk']) => ({
  'x-default': Object.entries(conventions)
    .map(([convention, defaults]) => `${defaults[option]} (${convention})`)
    .join(', '),
});

const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));

const length = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.enum(['pad', 'stretch']), numFrames: z.int().min(1) }),
  z.strictObject({ mode: z.literal('pool') }),
]);

const given = z.strictObject({
  encoder: encodedAudioOptions.shape.encoder.optional(),
  features: z.enum(['logMel', 'mfcc']).default('logMel').describe('`logMel`: mel bands in decibels; `mfcc`: their cosine transform'),
  convention: z
    .enum(['htk', 'librosa', 'meyda'])
    .optional()
    .describe('window, filterbank, logarithm and cosine transform; sets the defaults of the options below')
    .meta({ 'x-default': '`htk` for `logMel`, `meyda` for `mfcc`' }),
  implementation: z
    .enum(['fast', 'meyda'])
    .default('fast')
    .describe(
      '`meyda`: MFCC by the library Meyda, for `mfcc` of convention `meyda` only; `fast`: the same numbers, about twenty times as fast',
    ),
  sampleRateHz: z.int().min(1000).default(16_000).describe('sample rate that a file is resampled to').meta({ unit: 'Hz' }),
  maxAudioSeconds: z
    .number()
    .positive()
    .default(60)
    .describe('longest part of a file that is used, from its beginning')
    .meta({ unit: 's' }),
  gain: z.enum(['peak', 'rms', 'none']).default('peak').describe('loudness normalisation: peak to 1, root mean square to 0.1, or none'),
  trimSilenceDb: z
    .number()
    .positive()
    .nullable()
    .default(35)
    .describe('silence at both ends is cut: what is more than this below the loudest 10 ms; `null` cuts nothing')
    .meta({ unit: 'dB' }),
  frameLength: z
    .int()
    .min(2)
    .optional()
    .describe('length of a frame, at most `fftLength`')
    .meta({ unit: 'samples', ...byConvention('frameLength') }),
  hopLength: z
    .int()
    .min(1)
    .optional()
    .describe('from the start of one frame to the next')
    .meta({ unit: 'samples', ...byConvention('hopLength') }),
  fftLength: z
    .int()
    .min(4)
    .refine(isPowerOfTwo, 'a power of two of at least 4')
    .optional()
    .describe('length of the Fourier transform, a power of two')
    .meta({ unit: 'samples', ...byConvention('fftLength') }),
  numMelBands: z.int().min(1).optional().describe('number of mel bands').meta(byConvention('numMelBands')),
  minHz: z
    .number()
    .min(0)
    .optional()
    .describe('lower edge of the lowest mel band; 0 for convention `meyda`')
    .meta({ unit: 'Hz', ...byConvention('minHz') }),
  maxHz: z
    .number()
    .nullable()
    .optional()
    .describe('upper edge of the highest mel band; `null`: half the sample rate, always so for convention `meyda`')
    .meta({ unit: 'Hz', ...byConvention('maxHz') }),
  floorDb: z
    .number()
    .positive()
    .nullable()
    .optional()
    .describe('lower limit of the values, below the maximum of the clip; `null` for convention `meyda`, whose logarithm needs no floor')
    .meta({ unit: 'dB', ...byConvention('floorDb') }),
  numCoefficients: z
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe('number of cepstral coefficients of `mfcc`, at most `numMelBands` (and 40 for convention `meyda`); `null` for `logMel`')
    .meta({ 'x-default': `null for \`logMel\`; for \`mfcc\` ${byConvention('numCoefficients')['x-default']}` }),
  deltas: z.literal([0, 1, 2]).default(0).describe('append first (1), or first and second (2) differences over time'),
  length: length
    .default({ mode: 'stretch', numFrames: 32 })
    .describe(
      'how audio of any duration becomes a fixed number of features: `pad` cuts after `numFrames` frames or appends silence, ' +
        '`stretch` interpolates to `numFrames` frames, `pool` takes the mean and standard deviation of each band',
    ),
});

/** Options of the audio extractor. `logMel` follows the convention `htk` and `mfcc` follows `meyda` unless `convention` is given. */
export const audioOptions = given.transform(withDefaults).check(({ value, issues }) => {
  for (const [option, { holds, rule }] of Object.entries(crossRules)) {
    const input = value[option as keyof typeof crossRules];
    if (!holds(value)) issues.push({ code: 'custom', path: [option], message: rule, input });
  }
});

export type AudioOptions = Options<typeof audioOptions>;
export type AudioExtractorOptions = GivenOptions<typeof audioOptions>;
export type Convention = AudioOptions['convention'];
export type Length = AudioOptions['length'];

/** Fills in what depends on features and convention. The order of the keys is that of the extractor's state in run folders. */
function withDefaults(options: z.output<typeof given>) {
  const { features, convention = features === 'mfcc' ? 'meyda' : 'htk' } = options;
  const own = conventions[convention];
  const { frameLength = own.frameLength, hopLength = own.hopLength, fftLength = own.fftLength, numMelBands = own.numMelBands } = options;
  const { minHz = own.minHz, maxHz = own.maxHz, floorDb = own.floorDb } = options;
  const { numCoefficients = features === 'mfcc' ? own.numCoefficients : null } = options;
  const { encoder, implementation, sampleRateHz, maxAudioSeconds, gain, trimSilenceDb, deltas, length } = options;
  return {
    ...(encoder !== undefined && { encoder }),
    ...{ implementation, sampleRateHz, maxAudioSeconds, gain, trimSilenceDb, numCoefficients, deltas, length },
    ...{ frameLength, hopLength, fftLength, numMelBands, minHz, maxHz, floorDb },
    ...{ features, convention },
  };
}

type Filled = ReturnType<typeof withDefaults>;

/** Rules that involve more than one option. */
const crossRules: Readonly<Partial<Record<keyof Filled, { readonly rule: string; holds(options: Filled): boolean }>>> = {
  implementation: {
    rule: 'fast, or meyda for features mfcc of convention meyda',
    holds: ({ implementation, features, convention }) => implementation === 'fast' || (features === 'mfcc' && convention === 'meyda'),
  },
  frameLength: {
    rule: 'at most fftLength, and fftLength itself for convention meyda',
    holds: ({ frameLength, fftLength, convention }) => (convention === 'meyda' ? frameLength === fftLength : frameLength <= fftLength),
  },
  minHz: {
    rule: 'a number below maxHz, and 0 for convention meyda',
    holds: (options) => options.minHz < maxHzOf(options) && (options.convention !== 'meyda' || options.minHz === 0),
  },
  maxHz: {
    rule: 'null or a number up to half of sampleRateHz, and null for convention meyda',
    holds: ({ maxHz, sampleRateHz, convention }) => maxHz === null || (convention !== 'meyda' && maxHz <= sampleRateHz / 2),
  },
  floorDb: {
    rule: 'a number above 0, and null for convention meyda',
    holds: ({ floorDb, convention }) => (floorDb === null) === (convention === 'meyda'),
  },
  numCoefficients: {
    rule: 'a whole number from 1 to numMelBands, at most 40 for convention meyda, and null for features logMel',
    holds: ({ numCoefficients, numMelBands, features, convention }) =>
      features === 'logMel'
        ? numCoefficients === null
        : numCoefficients !== null && numCoefficients <= Math.min(numMelBands, convention === 'meyda' ? 40 : Infinity),
  },
};

/** The upper end of the mel bands. @returns Hz */
export const maxHzOf = ({ maxHz, sampleRateHz }: Pick<AudioOptions, 'maxHz' | 'sampleRateHz'>) => maxHz ?? sampleRateHz / 2;
