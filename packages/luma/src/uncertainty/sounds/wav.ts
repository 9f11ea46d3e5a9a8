import { UnusableMediaError } from '@mmae/samples';

/** A clip as LUMA keeps it: one channel. */
export interface Clip {
  /** −1 … 1 */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Where the sound of a WAV file stands, by its header. */
export interface WavFormat {
  readonly sampleRateHz: number;
  readonly numChannels: number;
  readonly bytesPerSample: number;
  /** 1 is whole numbers */
  readonly encoding: number;
  readonly start: number;
  readonly lengthBytes: number;
}

const fullScale = 2 ** 15;

/**
 * The header of a WAV file.
 *
 * @param head its first bytes, with the chunk `data` begun
 * @throws UnusableMediaError where it is none
 */
export function wavFormat(head: Buffer): WavFormat {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') throw new UnusableMediaError('not a WAV file');
  let format: Omit<WavFormat, 'start' | 'lengthBytes'> | undefined;
  for (let place = 12; place + 8 <= head.length;) {
    const [name, length] = [head.toString('latin1', place, place + 4), head.readUInt32LE(place + 4)];
    place += 8;
    if (name === 'data' && format) return { ...format, start: place, lengthBytes: length };
    if (name === 'fmt ' && place + 16 <= head.length) {
      format = {
        encoding: head.readUInt16LE(place),
        numChannels: head.readUInt16LE(place + 2),
        sampleRateHz: head.readUInt32LE(place + 4),
        bytesPerSample: head.readUInt16LE(place + 14) / 8,
      };
    }
    place += length + (length % 2);
  }
  throw new UnusableMediaError('a WAV file without sound');
}

/** @throws UnusableMediaError unless the file is 16-bit PCM, as all of LUMA's clips are; of several channels the first is taken */
export function readWav(file: Buffer): Clip {
  const { encoding, bytesPerSample, numChannels, sampleRateHz, start, lengthBytes } = wavFormat(file);
  if (encoding !== 1 || bytesPerSample !== 2 || numChannels < 1) throw new UnusableMediaError('a WAV file of other than 16-bit PCM');
  const end = Math.min(file.length, start + lengthBytes);
  const samples = Float32Array.from({ length: Math.floor((end - start) / (2 * numChannels)) }, (_, i) => file.readInt16LE(start + 2 * numChannels * i) / fullScale); // prettier-ignore
  return { samples, sampleRateHz };
}

/** One channel of 16-bit PCM. */
export function toWav({ samples, sampleRateHz }: Clip): Buffer {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF');
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8);
  for (const [place, value] of [[16, 16], [24, sampleRateHz], [28, 2 * sampleRateHz], [40, 2 * samples.length]]) file.writeUInt32LE(value, place); // prettier-ignore
  for (const [place, value] of [[20, 1], [22, 1], [32, 2], [34, 16]]) file.writeUInt16LE(value, place); // prettier-ignore
  file.write('data', 36);
  samples.forEach((sample, i) => file.writeInt16LE(Math.max(-fullScale, Math.min(fullScale - 1, Math.round(sample * fullScale))), 44 + 2 * i)); // prettier-ignore
  return file;
}
