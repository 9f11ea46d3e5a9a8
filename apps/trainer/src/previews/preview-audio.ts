import { decodeAudio, resample, trimSilence } from '@mmae/audio-features';
import type { PreviewMedia } from '@mmae/run-folder';
import { toWav } from '@mmae/wav';

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
  return { kind: 'sound', mediaType: 'audio/wav', bytes: toWav(resample(heard, sampleRateHz), 'mulaw') };
}
