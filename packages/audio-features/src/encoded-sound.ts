import { UnusableMediaError } from '@mmae/samples';

/** A piece of encoded sound that its decoder takes in one go. */
export interface Packet {
  readonly data: Uint8Array;
}

/** One stream of sound, found in a file but not decoded. */
export interface EncodedSound {
  /** what a person calls the file: "WAV", "Matroska" */
  readonly container: string;
  /** the encoding by FFmpeg's name: `pcm_s16le`, `mp3`, or another where FFmpeg has none */
  readonly codec: string;
  /** 0 where only the decoder knows */
  readonly numChannels: number;
  /** 0 where only the decoder knows */
  readonly sampleRateHz: number;
  /** bytes that are decoded on their own, as the container has it; 0 where it does not say */
  readonly blockAlign: number;
  /** as the container has it, where it does */
  readonly bytesPerSecond?: number;
  readonly bitsPerSample?: number;
  /** null where the container promises nothing */
  readonly declaredSeconds: number | null;
  /** how long the container says the file is, where it does */
  readonly declaredBytes?: number;
  /** what the decoder needs to know before the first packet */
  readonly setup?: Uint8Array;
  /** The packets from the first; may be asked for once. */
  packets(): AsyncIterable<Packet> | Iterable<Packet>;
}

/** How a person knows an encoding that no decoder here reads. */
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

/** The error for a container of films without sound; where no stream is described at all, what describes them is what is missing. */
export const noSound = (container: string, numStreams: number) =>
  new UnusableMediaError(
    numStreams === 0
      ? `damaged or truncated: no stream is described in the ${container} file. Copy it again from its source.`
      : `no sound in it: of the ${numStreams} ${numStreams === 1 ? 'stream' : 'streams'} of the ${container} file none is sound. Name another.`,
  );

/** The error for a sound that is whole as far as one can tell, and that no decoder here reads. */
export const decoderMissing = (codec: string, container: string) =>
  new UnusableMediaError(
    `decoder missing: the sound is ${names[codec] ?? codec}${container ? ` in ${/^[AM]/.test(container) && container !== 'Matroska' ? 'an' : 'a'} ${container} file` : ''}, which is not read here. ` +
      'Convert it, for example with: ffmpeg -i FILE FILE.flac',
  );
