import { UnusableMediaError } from '@mmae/samples';
import type { AudioFormat } from './audio-format.ts';
import type { Audio } from './audio.ts';
import { decodeBlocks } from './codecs/decode-blocks.ts';
import { type ByteSource, ascii, openBytes } from './containers/byte-source.ts';
import type { DemuxedAudio } from './containers/demux.ts';
import type { EncodedAudio } from './containers/encoded-audio.ts';
import { openAudio } from './containers/open-audio.ts';
import { findAudio } from './find-audio.ts';

export interface DecodeOptions {
  /** maximum duration, in seconds; the rest of the file is neither decoded nor, if the format allows, read */
  readonly maxAudioSeconds: number;
}

/** Decodes one file at a time: all share the same decoders, and concurrency would not make them faster. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Decodes the audio of an audio or video file to a single channel. The formats are listed in README.md, and recognized by the bytes of the file.
 * At most `maxAudioSeconds` and one packet are decoded, whatever the header declares.
 *
 * @param source a path, or the bytes of a file
 * @returns the mean of the channels at the sample rate of the file; at least one sample, all finite
 * @throws UnusableMediaError if the file contains no such audio
 * @throws RangeError unless `maxAudioSeconds` is positive and finite
 */
export async function decodeAudio(source: string | Uint8Array, { maxAudioSeconds }: DecodeOptions): Promise<Audio> {
  if (!(maxAudioSeconds > 0 && maxAudioSeconds < Infinity)) {
    throw new RangeError(`decodeAudio: expected 0 < maxAudioSeconds < Infinity, got ${maxAudioSeconds}`);
  }
  const decoded = queue.then(() => decodeFile(source, maxAudioSeconds));
  queue = decoded.catch(() => undefined);
  return decoded;
}

async function decodeFile(source: string | Uint8Array, maxAudioSeconds: number): Promise<Audio> {
  const file = openBytes(source);
  try {
    return checkAudio(await decodeBytes(file, maxAudioSeconds));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a field was read beyond the end of its part of the file
    throw new UnusableMediaError(`damaged: a header points beyond its part of the file (${error.message}). Copy it again from its source.`);
  } finally {
    file.close();
  }
}

async function decodeBytes(file: ByteSource, maxAudioSeconds: number): Promise<Audio> {
  const { format, source } = findAudio(file);
  const audio = await openAudio(format, source);
  try {
    const collected = await collectBlocks(decodeBlocks(audio), maxAudioSeconds, audio.declaredSeconds);
    if (collected.reachedEnd) checkComplete(format, source, audio, collected);
    return collected;
  } finally {
    await (audio as Partial<DemuxedAudio>).close?.();
  }
}

function checkAudio({ samples, sampleRateHz }: Audio): Audio {
  if (samples.length === 0) throw new UnusableMediaError('no audio: the file contains 0 samples. Record or export it again.');
  const damaged = samples.findIndex((sample) => !Number.isFinite(sample));
  if (damaged < 0) return { samples, sampleRateHz };
  throw new UnusableMediaError(
    `damaged: expected finite samples, got ${samples[damaged]} at ${(damaged / sampleRateHz).toFixed(3)} s. Export it again.`,
  );
}

const [minRateHz, maxRateHz] = [1_000, 384_000];

/** Decoded audio, and how much was decoded. */
export interface CollectedAudio extends Audio {
  readonly decodedSeconds: number;
  /** false if decoding stopped at `maxSeconds` */
  readonly reachedEnd: boolean;
}

/**
 * Concatenates blocks of samples up to `maxSeconds`. At most one block more is decoded.
 *
 * @throws UnusableMediaError if the sample rate is not supported or changes
 */
export async function collectBlocks(
  blocks: AsyncIterable<Audio>,
  maxSeconds: number,
  declaredSeconds: number | null,
): Promise<CollectedAudio> {
  let [samples, numSamples, sampleRateHz] = [new Float32Array(0), 0, 0];
  for await (const block of blocks) {
    if (block.samples.length === 0) continue;
    sampleRateHz ||= checkRate(block.sampleRateHz);
    if (block.sampleRateHz !== sampleRateHz) throw changesRate(sampleRateHz, block.sampleRateHz);
    const wanted = Math.ceil(maxSeconds * sampleRateHz);
    const kept = block.samples.subarray(0, wanted - numSamples);
    if (numSamples + kept.length > samples.length) {
      const expected = Math.ceil((declaredSeconds ?? 0) * sampleRateHz);
      const capacity = Math.max(numSamples + kept.length, expected, 2 * samples.length);
      samples = enlarged(samples, Math.min(capacity, wanted));
    }
    samples.set(kept, numSamples);
    numSamples += kept.length;
    if (numSamples === wanted) return { samples, sampleRateHz, decodedSeconds: numSamples / sampleRateHz, reachedEnd: false };
  }
  return { samples: samples.subarray(0, numSamples), sampleRateHz, decodedSeconds: numSamples / sampleRateHz || 0, reachedEnd: true };
}

function enlarged(samples: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const copy = new Float32Array(length);
  copy.set(samples);
  return copy;
}

function checkRate(sampleRateHz: number): number {
  if (sampleRateHz >= minRateHz && sampleRateHz <= maxRateHz) return sampleRateHz;
  throw new UnusableMediaError(
    `unsupported sample rate: expected ${minRateHz} to ${maxRateHz} Hz, got ${sampleRateHz}. Correct or convert the file.`,
  );
}

const changesRate = (before: number, after: number) =>
  new UnusableMediaError(`changing sample rate: it changes from ${before} to ${after} Hz within the file. Convert it to a constant rate.`);

const toleranceSeconds = 0.1; // for encoder delay, padding and an incomplete last frame
const maxPageLength = 65_307; // bytes of an Ogg page: 27 + 255 + 255 · 255

/**
 * Checks that a file that was decoded to its end is as long as its container declares. An MP3 without a Xing header and a bare stream declare no
 * length, so their truncation cannot be detected.
 *
 * @throws UnusableMediaError with both lengths if the file is shorter
 */
export function checkComplete(format: AudioFormat, source: ByteSource, audio: EncodedAudio, { decodedSeconds }: CollectedAudio): void {
  if (format === 'ogg' && !endsWithWholePage(source)) throw truncated('the last page of the Ogg file is incomplete');
  if (format === 'mp3' && !hasXingHeader(source)) return;
  const { container, declaredSeconds, declaredBytes = 0 } = audio;
  if (declaredBytes > source.sizeBytes)
    throw truncated(`the ${container} header declares ${declaredBytes} bytes, the file has ${source.sizeBytes}`);
  if (declaredSeconds === null || decodedSeconds >= declaredSeconds - toleranceSeconds) return;
  throw truncated(
    `the ${container} header declares ${declaredSeconds.toFixed(2)} s of audio, the file contains ${decodedSeconds.toFixed(2)} s`,
  );
}

/** The Xing or Info header, which declares the length, is in the first frame. */
const hasXingHeader = (source: ByteSource) => /Xing|Info/.test(ascii(source.read(0, 200)));

function endsWithWholePage(source: ByteSource): boolean {
  const tail = source.read(Math.max(0, source.sizeBytes - maxPageLength), maxPageLength);
  const page = tail.subarray(Buffer.from(tail.buffer, tail.byteOffset, tail.length).lastIndexOf('OggS'));
  const numSegments = page[26] ?? Infinity;
  const pageLength = page.subarray(27, 27 + numSegments).reduce((sum, length) => sum + length, 27 + numSegments);
  return pageLength <= page.length;
}

const truncated = (what: string) => new UnusableMediaError(`truncated: ${what}. Copy it again from its source.`);
