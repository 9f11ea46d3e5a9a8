import { ascii } from './containers/byte-source.ts';
import { adtsFrameLength, mpegFrameLength, mpegLayer } from './containers/mpeg-audio.ts';

/** Formats of audio files, and of video files with audio. */
export type AudioFormat =
  | 'wav'
  | 'w64'
  | 'aiff'
  | 'au'
  | 'caf'
  | 'flac'
  | 'ogg'
  | 'mp3'
  | 'mp2'
  | 'aac'
  | 'wavpack'
  | 'mp4'
  | 'matroska'
  | 'asf'
  | 'avi'
  | 'mpegTs'
  | 'mpegPs'
  | 'mxf';

interface Signature {
  readonly offset: number;
  readonly bytes: string;
}

const at = (offset: number, bytes: string): Signature => ({ offset, bytes });

const known: readonly (readonly [AudioFormat, ...Signature[]])[] = [
  ['wav', at(0, 'RIFF'), at(8, 'WAVE')],
  ['wav', at(0, 'RF64'), at(8, 'WAVE')],
  ['wav', at(0, 'BW64'), at(8, 'WAVE')],
  ['wav', at(0, 'RIFX'), at(8, 'WAVE')],
  ['w64', at(0, 'riff\x2e\x91\xcf\x11'), at(24, 'wave')],
  ['aiff', at(0, 'FORM'), at(8, 'AIFF')],
  ['aiff', at(0, 'FORM'), at(8, 'AIFC')],
  ['au', at(0, '.snd')],
  ['caf', at(0, 'caff\0\x01')],
  ['flac', at(0, 'fLaC')],
  ['ogg', at(0, 'OggS')],
  ['wavpack', at(0, 'wvpk')],
  ['mp4', at(4, 'ftyp')],
  ['mp4', at(4, 'moov')],
  ['mp4', at(4, 'mdat')],
  ['mp4', at(4, 'wide')],
  ['mp4', at(4, 'free')],
  ['mp4', at(4, 'skip')],
  ['mp4', at(4, 'pnot')],
  ['matroska', at(0, '\x1a\x45\xdf\xa3')],
  ['asf', at(0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11')],
  ['avi', at(0, 'RIFF'), at(8, 'AVI ')],
  ['mpegPs', at(0, '\0\0\x01\xba')],
  ['mpegTs', at(0, 'G'), at(188, 'G'), at(376, 'G')],
  ['mpegTs', at(4, 'G'), at(196, 'G'), at(388, 'G')], // M2TS: a time stamp before each packet
  ['mxf', at(0, '\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02')],
];

/** Formats that are recognized but not supported: FFmpeg's name of the codec, or a description. */
const unsupported: readonly (readonly [codec: string, ...Signature[]])[] = [
  ['amr_nb', at(0, '#!AMR\n')],
  ['amr_wb', at(0, '#!AMR-WB\n')],
  ['ac3', at(0, '\x0b\x77')],
  ['aac_latm', at(0, '\x56\xe0')],
  ['aac_latm', at(0, '\x56\xe1')],
  ['dts', at(0, '\x7f\xfe\x80\x01')],
  ['ape', at(0, 'MAC ')],
  ['TTA (True Audio)', at(0, 'TTA1')],
  ['Musepack', at(0, 'MPCK')],
  ['Musepack', at(0, 'MP+')],
  ['Shorten', at(0, 'ajkg')],
  ['DSD', at(0, 'DSD ')],
  ['DSD', at(0, 'FRM8')],
  ['RealAudio', at(0, '.RMF')],
  ['RealAudio', at(0, '.ra\xfd')],
  ['Creative Voice', at(0, 'Creative Voice File')],
  ['the audio of a Flash video', at(0, 'FLV\x01')],
  ['8SVX', at(0, 'FORM'), at(8, '8SVX')],
  ['NIST SPHERE', at(0, 'NIST_1A')],
  ['AAC in an ADIF stream', at(0, 'ADIF')],
];

/** The number of bytes that `audioFormat` needs. */
export const headLength = 16_384;

/**
 * Recognizes the format of an audio or video file by its first bytes, regardless of its name.
 *
 * @param head the first `headLength` bytes, or the whole file if it is shorter
 * @returns undefined for any other file
 */
export function audioFormat(head: Uint8Array): AudioFormat | undefined {
  return known.find(([, ...signatures]) => matches(head, signatures))?.[0] ?? frameFormat(head);
}

/** The codec of an audio file that is recognized but not supported. */
export const unsupportedFormat = (head: Uint8Array): string | undefined =>
  unsupported.find(([, ...signatures]) => matches(head, signatures))?.[0];

const matches = (head: Uint8Array, signatures: readonly Signature[]) =>
  signatures.every(({ offset, bytes }) => ascii(head, offset, bytes.length) === bytes);

/** The format of a bare stream, by at least two consecutive frames. One frame is enough for layer III, since no text starts like one. */
function frameFormat(head: Uint8Array): AudioFormat | undefined {
  if (numFramesAt(head, 0, adtsFrameLength) >= 2) return 'aac';
  const numFrames = numFramesAt(head, 0, mpegFrameLength);
  if (numFrames === 0) return undefined;
  if (mpegLayer(head) === 3) return 'mp3';
  return numFrames >= 2 ? 'mp2' : undefined;
}

const maxFrames = 4;

/**
 * The number of consecutive frames from `offset` on, up to four. If the last frame ends with the file or is cut off by `headLength`, four are assumed.
 */
export function numFramesAt(head: Uint8Array, offset: number, lengthOf: (bytes: Uint8Array, offset: number) => number): number {
  for (let [numFrames, at] = [0, offset]; ; numFrames++) {
    const isCutOff = at === head.length || (at > head.length && head.length === headLength);
    if (numFrames === maxFrames || (numFrames > 0 && isCutOff)) return maxFrames;
    const length = lengthOf(head, at);
    if (length === 0) return numFrames;
    at += length;
  }
}
