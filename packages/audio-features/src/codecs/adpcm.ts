import { toMono } from '../audio.ts';
import { viewOf } from '../containers/byte-source.ts';

/** The decoder state of a channel: the last 16-bit value, and the index of the step size. */
interface ImaState {
  value: number;
  index: number;
}

/** IMA, *Recommended Practices for Enhancing Digital Audio Compatibility* (1992): the step sizes, and the change of index by code. */
const imaSteps = Int16Array.from([
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173,
  190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066,
  2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818,
  18500, 20350, 22385, 24623, 27086, 29794, 32767,
]);
const imaIndexChanges = [-1, -1, -1, -1, 2, 4, 6, 8];

/** Microsoft ADPCM: the prediction coefficients of the standard, and the scale of the step by code. */
const msCoefficients = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
];
const msScales = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];

const fullScale = 2 ** 15;
/** The length of a block of one channel in QuickTime's IMA, in bytes: 64 samples. */
export const quickTimeBlockLength = 34;

/** Whether a codec is a supported kind of ADPCM. */
export const isAdpcm = (codec: string) => /^adpcm_(ima_wav|ima_qt|ms)$/.test(codec);

/** Decodes whole blocks with all channels. @returns the mean of the channels */
export type BlockDecoder = (bytes: Uint8Array) => Float32Array;

/**
 * @param blockAlign the length of a block with all channels, in bytes; not used for QuickTime's IMA
 * @returns undefined if the codec is not ADPCM, or if a block is shorter than its header
 */
export function adpcmDecoder(codec: string, numChannels: number, blockAlign: number): BlockDecoder | undefined {
  if (codec === 'adpcm_ima_wav' && blockAlign > 4 * numChannels) return blockwise(blockAlign, (block) => imaBlock(block, numChannels));
  if (codec === 'adpcm_ms' && blockAlign > 7 * numChannels) return blockwise(blockAlign, (block) => msBlock(block, numChannels));
  if (codec !== 'adpcm_ima_qt') return undefined;
  const states = Array.from({ length: numChannels }, () => ({ value: 0, index: 0 }));
  return blockwise(quickTimeBlockLength * numChannels, (block) => quickTimeBlocks(block, states));
}

function blockwise(blockLength: number, decode: (block: Uint8Array) => Float32Array[]): BlockDecoder {
  return (bytes) => {
    const blocks = Array.from({ length: Math.floor(bytes.length / blockLength) }, (_, i) =>
      toMono(decode(bytes.subarray(i * blockLength, (i + 1) * blockLength))),
    );
    const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
    blocks.reduce((position, block) => (samples.set(block, position), position + block.length), 0);
    return samples;
  };
}

/** A block of IMA in WAV: a header of four bytes per channel, then four bytes per channel in turn; the lower half of a byte comes first. */
function imaBlock(block: Uint8Array, numChannels: number): Float32Array[] {
  const view = viewOf(block);
  const numGroups = Math.floor(block.length / (4 * numChannels)) - 1;
  return Array.from({ length: numChannels }, (_, channel) => {
    const state = { value: view.getInt16(4 * channel, true), index: Math.min(88, view.getUint8(4 * channel + 2)) };
    const samples = new Float32Array(1 + 8 * numGroups);
    samples[0] = state.value / fullScale;
    for (let group = 0; group < numGroups; group++) {
      const bytes = block.subarray(4 * (numChannels * (group + 1) + channel), 4 * (numChannels * (group + 1) + channel + 1));
      imaCodes(bytes, state, samples.subarray(1 + 8 * group), multipliedChange);
    }
    return samples;
  });
}

/**
 * Blocks of QuickTime's IMA: 34 bytes per channel in turn, with a header of nine bits of value and seven of index. The header is only used if it
 * contradicts the decoded state.
 */
function quickTimeBlocks(block: Uint8Array, states: ImaState[]): Float32Array[] {
  return states.map((state, channel) => {
    const part = block.subarray(quickTimeBlockLength * channel, quickTimeBlockLength * (channel + 1));
    const header = viewOf(part).getInt16(0);
    const [value, index] = [header & ~0x7f, Math.min(88, header & 0x7f)];
    if (index !== state.index || Math.abs(value - state.value) > 0x7f) Object.assign(state, { value, index });
    const samples = new Float32Array(64);
    imaCodes(part.subarray(2), state, samples, shiftedChange);
    return samples;
  });
}

function imaCodes(bytes: Uint8Array, state: ImaState, samples: Float32Array, changeOf: ChangeOf): void {
  for (let i = 0; i < 2 * bytes.length; i++) {
    const code = (bytes[i >> 1] >> (4 * (i & 1))) & 15;
    const step = imaSteps[state.index];
    const change = changeOf(code & 7, step);
    state.value = Math.max(-32768, Math.min(32767, state.value + (code & 8 ? -change : change)));
    state.index = Math.max(0, Math.min(88, state.index + imaIndexChanges[code & 7]));
    samples[i] = state.value / fullScale;
  }
}

/** Microsoft multiplies, Apple adds shifted steps; the results differ in rounding. */
type ChangeOf = (magnitude: number, step: number) => number;
const multipliedChange: ChangeOf = (magnitude, step) => ((2 * magnitude + 1) * step) >> 3;
const shiftedChange: ChangeOf = (magnitude, step) =>
  (step >> 3) + (magnitude & 1 ? step >> 2 : 0) + (magnitude & 2 ? step >> 1 : 0) + (magnitude & 4 ? step : 0);

/** A block of Microsoft ADPCM: predictors, steps, second and first samples of all channels; then codes, with channels in turn and the upper half first. */
function msBlock(block: Uint8Array, numChannels: number): Float32Array[] {
  const view = viewOf(block);
  const wordAt = (field: number, channel: number) => view.getInt16(numChannels + 2 * (field * numChannels + channel), true);
  const codes = block.subarray(7 * numChannels);
  return Array.from({ length: numChannels }, (_, channel) => {
    const [a, b] = msCoefficients[Math.min(6, block[channel])];
    let [step, last, beforeLast] = [wordAt(0, channel), wordAt(1, channel), wordAt(2, channel)];
    const samples = new Float32Array(2 + Math.floor((2 * codes.length) / numChannels));
    samples.set([beforeLast / fullScale, last / fullScale]);
    for (let i = 2, at = channel; i < samples.length; i++, at += numChannels) {
      const code = (codes[at >> 1] >> (at & 1 ? 0 : 4)) & 15;
      const predicted = Math.trunc((last * a + beforeLast * b) / 256) + (code & 8 ? code - 16 : code) * step;
      [beforeLast, last] = [last, Math.max(-32768, Math.min(32767, predicted))];
      step = Math.min(0x7fffffff / 768, Math.max(16, Math.floor((msScales[code] * step) / 256)));
      samples[i] = last / fullScale;
    }
    return samples;
  });
}
