import { UnusableMediaError } from '@mmae/samples';

/** A unit of encoded audio for a decoder. */
export interface Packet {
  readonly data: Uint8Array;
}

/** An audio stream of a file, before decoding. */
export interface EncodedAudio {
  /** the name of the container for messages: "WAV", "Matroska" */
  readonly container: string;
  /** FFmpeg's name of the codec (`pcm_s16le`, `mp3`), or a description if FFmpeg has none */
  readonly codec: string;
  /** 0 if only the decoder can tell */
  readonly numChannels: number;
  /** 0 if only the decoder can tell */
  readonly sampleRateHz: number;
  /** the length of a block that can be decoded separately, in bytes; 0 if the container does not declare it */
  readonly blockAlign: number;
  /** as declared by the container */
  readonly bytesPerSecond?: number;
  readonly bitsPerSample?: number;
  /** null if the container declares no length */
  readonly declaredSeconds: number | null;
  /** the length of the file as declared by the container */
  readonly declaredBytes?: number;
  /** codec-specific data that the decoder needs before the first packet */
  readonly setup?: Uint8Array;
  /** All packets from the first one on. May be called only once. */
  packets(): AsyncIterable<Packet> | Iterable<Packet>;
}

/** Common names of codecs that are not supported. */
const names: Record<string, string> = {
  aac_latm: 'AAC in LATM packets',
  ac3: 'AC-3 (Dolby Digital)',
  amr_nb: 'AMR',
  amr_wb: 'AMR-WB',
  ape: 'Monkey’s Audio',
  dts: 'DTS',
  eac3: 'E-AC-3 (Dolby Digital Plus)',
  gsm: 'GSM 6.10',
  gsm_ms: 'GSM 6.10',
  mace3: 'MACE 3:1',
  mace6: 'MACE 6:1',
  truehd: 'Dolby TrueHD',
  wmav1: 'Windows Media Audio 1',
  wmav2: 'Windows Media Audio 2',
  wmapro: 'Windows Media Audio Professional',
  wmalossless: 'Windows Media Audio Lossless',
  wmavoice: 'Windows Media Voice',
};

/** The error for a container without audio. If no stream is described at all, the header is incomplete. */
export const noAudio = (container: string, numStreams: number) =>
  new UnusableMediaError(
    numStreams === 0
      ? `damaged or truncated: the ${container} file describes no stream. Copy it again from its source.`
      : `no audio: ${numStreams === 1 ? 'the only stream' : `none of the ${numStreams} streams`} of the ${container} file is ${numStreams === 1 ? 'not ' : ''}audio. Use another file.`,
  );

/** The error for audio whose codec is not supported. */
export const decoderMissing = (codec: string, container: string) =>
  new UnusableMediaError(
    `decoder missing: the audio is ${names[codec] ?? codec}${container ? ` in ${/^[AM]/.test(container) && container !== 'Matroska' ? 'an' : 'a'} ${container} file` : ''}, which is not supported. ` +
      'Convert it, for example with: ffmpeg -i FILE FILE.flac',
  );
