import type { Options } from '@mmae/input';
import { z } from 'zod';

const name = z.string().min(1);
const triple = z.array(z.number()).length(3);

const common = {
  output: z
    .strictObject({
      name: name.describe('output of the network; in a .safetensors file, the tensor of shape [tokens, width]'),
      pooling: z
        .enum(['none', 'mean', 'first'])
        .default('none')
        .describe(
          '`none`: the output is [batch, width]; `mean`, `first`: of the tokens or moments of [batch, length, width], or of [batch, width, height, width]',
        ),
      unitLength: z.boolean().default(false).describe('scale every embedding to length 1'),
    })
    .describe('what the network returns'),
  licence: z.string().min(1).describe('licence of the weights'),
  source: z.string().min(1).describe('where the weights come from, with a version'),
  trainedOn: z.string().min(1).describe('what the network was trained on'),
  labelsSeen: z.string().min(1).describe('which labels it has seen in training, "none" if it has seen none'),
};

const imageInput = z.strictObject({
  name,
  size: z.int().min(1).describe('side length of the square that every image is resized to, in pixels'),
  layout: z.enum(['NCHW', 'NHWC']).default('NCHW').describe('order of the dimensions: batch, channels, height, width'),
  mean: triple.describe('subtracted from red, green and blue, which are 0 … 1'),
  deviation: triple.describe('what red, green and blue are divided by afterwards'),
});

const audioInput = z.strictObject({
  name,
  kind: z
    .enum(['waveform', 'whisperLogMel'])
    .describe('`waveform`: samples, [batch, numSamples]; `whisperLogMel`: log-mel bands as in Whisper, [batch, numMelBands, numFrames]'),
  sampleRateHz: z.int().min(1000).default(16000),
  numMelBands: z.int().min(1).default(80).describe('bands of `whisperLogMel`'),
  standardise: z.boolean().default(false).describe('scale a waveform to mean 0 and variance 1'),
  minSeconds: z.number().min(0).default(0).describe('shorter audio is extended with silence'),
  maxSeconds: z.number().positive().default(30).describe('longer audio is cut'),
});

const textInput = z.strictObject({
  ids: name.default('input_ids').describe('input of token ids, [batch, length], int64'),
  mask: name.optional().describe('input that is 1 for tokens and 0 for padding'),
  types: name.optional().describe('input of token types, which are all 0'),
  tokenizer: name.describe('`tokenizer.json` of Hugging Face, relative to the description'),
  specialTokens: z.boolean().default(true).describe('add the tokens that begin and end a text'),
  maxTokens: z.int().min(1).describe('longer texts are cut'),
  padTo: z.int().min(1).optional().describe('length of every text in tokens, for a network of a fixed length'),
  padId: z.int().min(0).default(0).describe('token that fills shorter texts'),
});

/** The JSON file next to an encoder that says what it takes, returns and has seen. */
export const encoderDescription = z.discriminatedUnion('modality', [
  z.strictObject({ modality: z.literal('image'), input: imageInput, ...common }),
  z.strictObject({ modality: z.literal('audio'), input: audioInput, ...common }),
  z.strictObject({ modality: z.literal('text'), input: textInput, ...common }),
]);

export type EncoderDescription = Options<typeof encoderDescription>;
export type EncoderModality = EncoderDescription['modality'];

/** The description of an encoder of one modality. */
export type DescriptionOf<Of extends EncoderModality> = Extract<EncoderDescription, { readonly modality: Of }>;

/** What an encoder takes, by modality. */
export type EncoderInput<Of extends EncoderModality> = DescriptionOf<Of>['input'];
