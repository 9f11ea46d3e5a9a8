import { UnusableMediaError } from '@mmae/samples';
import type { AudioFormat } from './audio-format.ts';
import { ascii, type ByteSource } from './byte-source.ts';
import type { Collected } from './collect.ts';
import type { EncodedSound } from './encoded-sound.ts';

const toleranceSeconds = 0.1; // encoders' delays and padding, a last frame left out
const longestPage = 65_307; // bytes of an Ogg page: 27 + 255 + 255 · 255

/**
 * Throws where a file that was decoded to its end holds less than its container promises. An MP3 without a Xing header and a bare
 * stream promise nothing: cut, each is a shorter sound.
 *
 * @throws UnusableMediaError with both lengths
 */
export function checkComplete(format: AudioFormat, source: ByteSource, sound: EncodedSound, { decodedSeconds }: Collected): void {
  if (format === 'ogg' && !endsWithWholePage(source)) throw truncated('the last page of the Ogg file is not whole');
  if (format === 'mp3' && !hasXingHeader(source)) return;
  const { container, declaredSeconds, declaredBytes = 0 } = sound;
  if (declaredBytes > source.sizeBytes)
    throw truncated(`the ${container} header promises ${declaredBytes} bytes, the file has ${source.sizeBytes}`);
  if (declaredSeconds === null || decodedSeconds >= declaredSeconds - toleranceSeconds) return;
  throw truncated(
    `the ${container} header promises ${declaredSeconds.toFixed(2)} s of sound, the file gives ${decodedSeconds.toFixed(2)} s`,
  );
}

/** The length a Xing or Info header gives lies in the first frame. */
const hasXingHeader = (source: ByteSource) => /Xing|Info/.test(ascii(source.read(0, 200)));

function endsWithWholePage(source: ByteSource): boolean {
  const tail = source.read(Math.max(0, source.sizeBytes - longestPage), longestPage);
  const page = tail.subarray(Buffer.from(tail.buffer, tail.byteOffset, tail.length).lastIndexOf('OggS'));
  const numSegments = page[26] ?? Infinity;
  const pageLength = page.subarray(27, 27 + numSegments).reduce((sum, length) => sum + length, 27 + numSegments);
  return pageLength <= page.length;
}

const truncated = (what: string) => new UnusableMediaError(`truncated: ${what}. Copy it again from its source.`);
