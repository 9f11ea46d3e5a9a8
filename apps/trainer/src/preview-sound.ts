import { decodeAudio, resample, trimSilence } from '@mmae/audio-features';
import type { PreviewMedia } from '@mmae/run-folder';

/** What is heard of a longer sound: its beginning, from where it is within `belowLoudestDb` of its loudest. */
const heardSeconds = 2;
/** Decoded, to find where the sound begins. */
const sought = { maxAudioSeconds: 20 };
const belowLoudestDb = 35;
const sampleRateHz = 16_000;

/** The beginning of a sound file as a wav of one channel, 16 kHz, µ-law: a report has room for hundreds of them. */
export async function toSoundPreview(file: string): Promise<PreviewMedia> {
  const audio = await decodeAudio(file, sought);
  const begun = { samples: trimSilence(audio, belowLoudestDb), sampleRateHz: audio.sampleRateHz };
  const heard = { ...begun, samples: begun.samples.subarray(0, Math.ceil(heardSeconds * audio.sampleRateHz)) };
  return { kind: 'sound', mediaType: 'audio/wav', bytes: muLawWav(resample(heard, sampleRateHz).samples) };
}

/** A RIFF file of format 7, 8 bits a sample. @param samples in [−1, 1]; what is beyond is clipped */
function muLawWav(samples: Float32Array): Buffer {
  const header = Buffer.alloc(58);
  header.write('RIFF', 0);
  header.writeUInt32LE(50 + samples.length + (samples.length % 2), 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('fact', 38);
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(samples.length, 46);
  header.write('data', 50);
  header.writeUInt32LE(samples.length, 54);
  const encoded = Buffer.alloc(samples.length);
  for (let i = 0; i < samples.length; i++) encoded[i] = toMuLaw(Math.round(32767 * samples[i]));
  return Buffer.concat([header, encoded, Buffer.alloc(samples.length % 2)]);
}

const bias = 132;
const loudest = 32_635;

/** ITU-T G.711: sign, three bits for the octave, four within it, all inverted. @param value of 16 bits */
export function toMuLaw(value: number): number {
  const magnitude = Math.min(Math.abs(value), loudest) + bias;
  const octave = 24 - Math.clz32(magnitude);
  const step = (magnitude >> (octave + 3)) & 15;
  return ~((value < 0 ? 128 : 0) | (octave << 4) | step) & 255;
}
