import { encodeMuLaw } from './mu-law.ts';

/** Audio of one channel. */
export interface MonoAudio {
  /** −1 … 1 */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** How samples are stored: 16-bit PCM, 2 bytes each, or µ-law, 1 byte each. */
export type WavEncoding = 'pcm16' | 'mulaw';

/** The bytes of a WAV file. Samples beyond −1 … 1 are clipped. */
export function toWav({ samples, sampleRateHz }: MonoAudio, encoding: WavEncoding = 'pcm16'): Buffer {
  return encoding === 'pcm16'
    ? riffFile([formatChunk({ tag: 1, bitsPerSample: 16, sampleRateHz }), chunk('data', pcm16(samples))])
    : riffFile([
        formatChunk({ tag: 7, bitsPerSample: 8, sampleRateHz }),
        chunk('fact', uint32(samples.length)), // required for every encoding other than PCM
        chunk('data', muLaw(samples)),
      ]);
}

/**
 * The first 44 bytes of a file of 16-bit PCM, for samples that are streamed behind them: 2 bytes each, little-endian.
 *
 * @throws RangeError for more samples than fit into a WAV file (4 GiB)
 */
export function wavHeader(numSamples: number, sampleRateHz: number): Buffer {
  const lengthBytes = 2 * numSamples;
  if (!(Number.isSafeInteger(numSamples) && numSamples >= 0 && lengthBytes + 36 < 2 ** 32)) {
    throw new RangeError(`wavHeader: expected 0 to ${2 ** 31 - 19} samples, got ${numSamples}. Split the audio.`);
  }
  const head = Buffer.concat([
    Buffer.from('WAVE'),
    formatChunk({ tag: 1, bitsPerSample: 16, sampleRateHz }),
    Buffer.from('data'),
    uint32(lengthBytes),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(head.length + lengthBytes), head]);
}

function pcm16(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(2 * samples.length);
  for (let i = 0; i < samples.length; i++) {
    bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(32_768 * samples[i]))), 2 * i);
  }
  return bytes;
}

const muLaw = (samples: Float32Array) => Uint8Array.from(samples, (sample) => encodeMuLaw(Math.round(32_767 * sample)));

interface Format {
  /** 1 is PCM, 7 is µ-law */
  readonly tag: 1 | 7;
  readonly bitsPerSample: 8 | 16;
  readonly sampleRateHz: number;
}

/** WAVEFORMAT for PCM; WAVEFORMATEX, which ends with the length of an empty extension, for other encodings. */
function formatChunk({ tag, bitsPerSample, sampleRateHz }: Format): Buffer {
  const bytes = Buffer.alloc(tag === 1 ? 16 : 18);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(1, 2); // channels
  bytes.writeUInt32LE(sampleRateHz, 4);
  bytes.writeUInt32LE((sampleRateHz * bitsPerSample) / 8, 8); // bytes per second
  bytes.writeUInt16LE(bitsPerSample / 8, 12); // bytes per block
  bytes.writeUInt16LE(bitsPerSample, 14);
  return chunk('fmt ', bytes);
}

function riffFile(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length), body]);
}

/** Four letters, the length of the content, the content, and a byte of padding if the length is odd. */
function chunk(id: string, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(id), uint32(content.length), content, Buffer.alloc(content.length % 2)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
