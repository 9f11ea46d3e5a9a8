import { isLfsPointer } from '@mmae/files';
import { describeFileType, fileTypeOf, UnusableMediaError } from '@mmae/samples';
import { audioFormat, headLength, numFramesAt, undecodedFormat, type AudioFormat } from './audio-format.ts';
import { ascii, slice, type ByteSource } from './byte-source.ts';
import { decoderMissing } from './encoded-sound.ts';
import { adtsFrameLength, mpegFrameLength } from './mpeg-audio.ts';
import { transportLayout } from './mpeg-ts.ts';

const mostTags = 16;
const longestTransportPacket = 204;
const searchedLength = 2 ** 20; // bytes in which a sound may begin that has something else before it

/** Where in a file its sound begins, and of what format that is. */
export interface FoundSound {
  readonly format: AudioFormat;
  /** from the first byte of that format on */
  readonly source: ByteSource;
}

/**
 * Tells what sound a file holds by its bytes: after ID3 tags, if there are any, or after zeros or other bytes that are not of it.
 *
 * @throws UnusableMediaError names what the file is instead
 */
export function findSound(file: ByteSource): FoundSound {
  const source = afterTags(file);
  const head = source.read(0, headLength);
  const format = audioFormat(head);
  if (format && fileTypeOf(head).content !== 'image') return { format, source }; // HEIC is a kind of MP4
  const undecoded = undecodedFormat(head);
  if (undecoded) throw decoderMissing(undecoded, '');
  return laterSound(source, head) ?? notSound(file, source);
}

/** What follows the ID3v2 tags at the beginning, which may stand before any format and hold pictures of any size. */
function afterTags(file: ByteSource): ByteSource {
  let source = file;
  for (let i = 0; i < mostTags && ascii(source.read(0, 3)) === 'ID3'; i++) source = slice(source, tagLength(source.read(0, 10)));
  return source;
}

/** A tag's size has seven bits a byte; a footer repeats the header. */
const tagLength = (header: Uint8Array) =>
  10 + header.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0) + (header[5] & 0x10 ? 10 : 0);

/** Signatures that occur in nothing else, however it begins. */
const unmistakable = /RIFF[^]{4}WAVE|RF64[^]{4}WAVE|RIFX[^]{4}WAVE|FORM[^]{4}AIF[FC]/;
const inUnknownBytes = /RIFF[^]{4}WAVE|RF64[^]{4}WAVE|RIFX[^]{4}WAVE|FORM[^]{4}AIF[FC]|fLaC\0\0\0\x22|OggS\0/;

/** A sound with other bytes before it: of a transfer, a recorder, or another file system. A file that is something else is not searched. */
function laterSound(source: ByteSource, head: Uint8Array): FoundSound | undefined {
  const { content } = fileTypeOf(head);
  const isUnknown = content === 'unknown' || content === 'zeros';
  if (!isUnknown && content !== 'text') return undefined;
  const bytes = source.read(0, searchedLength);
  const position = ascii(bytes).search(isUnknown ? inUnknownBytes : unmistakable);
  const start = position >= 0 ? position : isUnknown ? firstFrames(bytes) : -1;
  if (start < 0) return undefined;
  const later = slice(source, start);
  const format = audioFormat(later.read(0, headLength));
  return format && { format, source: later };
}

/** Packets of a transport stream that was cut out of a longer one, or four frames of MPEG audio or AAC in a row. */
function firstFrames(bytes: Uint8Array): number {
  for (let at = 0; at < longestTransportPacket && at + headLength <= bytes.length; at++) {
    if (transportLayout(bytes.subarray(at, at + headLength))) return at;
  }
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const head = bytes.subarray(at, at + headLength);
    if (numFramesAt(head, 0, mpegFrameLength) >= 4 || numFramesAt(head, 0, adtsFrameLength) >= 4) return at;
  }
  return -1;
}

function notSound(file: ByteSource, source: ByteSource): never {
  const head = file.read(0, 64);
  if (isLfsPointer(head)) {
    throw new UnusableMediaError('a Git LFS pointer: it stands in for the sound, which was not fetched. Run git lfs pull.');
  }
  if (source !== file)
    throw new UnusableMediaError(
      `truncated: ${source.sizeBytes === 0 ? 'nothing follows' : 'no sound follows'} the file’s ID3 tag. Copy it again from its source.`,
    );
  throw new UnusableMediaError(
    `not a sound file: expected a sound or a film, got ${describeFileType(head)}. Convert it, or correct the manifest.`,
  );
}
