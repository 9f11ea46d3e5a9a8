import { isLfsPointer } from '@mmae/files';
import { UnusableMediaError, describeFileType, fileTypeOf } from '@mmae/samples';
import { type AudioFormat, audioFormat, headLength, numFramesAt, unsupportedFormat } from './audio-format.ts';
import { type ByteSource, ascii, openBytes, slice } from './containers/byte-source.ts';
import { decoderMissing } from './containers/encoded-audio.ts';
import { adtsFrameLength, mpegFrameLength } from './containers/mpeg-audio.ts';
import { transportLayout } from './containers/mpeg-ts.ts';

const maxTags = 16;
const maxTransportPacketLength = 204;
const searchedLength = 2 ** 20; // bytes searched for audio that follows other data

/** The format of a file's audio, and where it starts. */
export interface FoundAudio {
  readonly format: AudioFormat;
  /** the file from the first byte of the format on */
  readonly source: ByteSource;
}

/**
 * Finds the audio in a file by its bytes: at the start, after ID3 tags, or after zeros or other unrelated bytes.
 *
 * @throws UnusableMediaError with the actual type of a file without audio
 */
export function findAudio(file: ByteSource): FoundAudio {
  const source = afterTags(file);
  const head = source.read(0, headLength);
  const format = audioFormat(head);
  if (format && fileTypeOf(head).content !== 'image') return { format, source }; // HEIC is based on MP4
  const undecoded = unsupportedFormat(head);
  if (undecoded) throw decoderMissing(undecoded, '');
  return findLaterAudio(source, head) ?? notAudio(file, source);
}

/** The file after any ID3v2 tags, which may precede any format and contain images of any size. */
function afterTags(file: ByteSource): ByteSource {
  let source = file;
  for (let i = 0; i < maxTags && ascii(source.read(0, 3)) === 'ID3'; i++) source = slice(source, tagLength(source.read(0, 10)));
  return source;
}

/** The size of a tag has seven bits per byte; a footer repeats the header. */
const tagLength = (header: Uint8Array) =>
  10 + header.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0) + (header[5] & 0x10 ? 10 : 0);

/** Signatures that do not occur in any other data. */
const unmistakable = /RIFF[^]{4}WAVE|RF64[^]{4}WAVE|RIFX[^]{4}WAVE|FORM[^]{4}AIF[FC]/;
const inUnknownBytes = /RIFF[^]{4}WAVE|RF64[^]{4}WAVE|RIFX[^]{4}WAVE|FORM[^]{4}AIF[FC]|fLaC\0\0\0\x22|OggS\0/;

/** Finds audio after unrelated bytes, which transfers, recorders and file systems may add. Files of another known type are not searched. */
function findLaterAudio(source: ByteSource, head: Uint8Array): FoundAudio | undefined {
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

/** The offset of the first packets of a truncated transport stream, or of four consecutive frames of MPEG audio or AAC; −1 if there are none. */
function firstFrames(bytes: Uint8Array): number {
  for (let at = 0; at < maxTransportPacketLength && at + headLength <= bytes.length; at++) {
    if (transportLayout(bytes.subarray(at, at + headLength))) return at;
  }
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const head = bytes.subarray(at, at + headLength);
    if (numFramesAt(head, 0, mpegFrameLength) >= 4 || numFramesAt(head, 0, adtsFrameLength) >= 4) return at;
  }
  return -1;
}

function notAudio(file: ByteSource, source: ByteSource): never {
  const head = file.read(0, 64);
  if (isLfsPointer(head)) {
    throw new UnusableMediaError('a Git LFS pointer: the audio file itself was not downloaded. Run git lfs pull.');
  }
  if (source !== file)
    throw new UnusableMediaError(
      `truncated: ${source.sizeBytes === 0 ? 'nothing follows' : 'no audio follows'} the ID3 tag of the file. Copy it again from its source.`,
    );
  throw new UnusableMediaError(
    `not an audio file: expected audio or video, got ${describeFileType(head)}. Convert it, or correct the manifest.`,
  );
}

const videoFormats = new Set(['avi', 'mpegTs', 'mpegPs', 'mxf']);
const audioBrand = /^(M4A|M4B|M4P|F4A|F4B)/;
const matroskaVideo = /V_(MPEG|MS|VP|AV1|THEORA|UNCOMPRESSED|REAL|PRORES|FFV1|QUICKTIME)/;
const asfVideo = '\xc0\xef\x19\xbc\x4d\x5b\xcf\x11';

/**
 * Whether a file is a video, of which `decodeAudio` reads the audio: AVI, MPEG-TS, MPEG-PS and MXF; MP4 and MOV unless their brand is an audio brand;
 * Matroska, WebM and Windows Media if the first 16 KiB announce a video stream.
 *
 * @param source a path, or the bytes of a file
 * @throws UnusableMediaError if the file cannot be opened
 */
export function isVideo(source: string | Uint8Array): boolean {
  const file = openBytes(source);
  try {
    const head = file.read(0, headLength);
    const format = audioFormat(head);
    if (format === 'mp4') return !audioBrand.test(ascii(head, 8, 4));
    if (format === 'matroska') return matroskaVideo.test(ascii(head));
    if (format === 'asf') return ascii(head).includes(asfVideo);
    return format !== undefined && videoFormats.has(format);
  } finally {
    file.close();
  }
}
