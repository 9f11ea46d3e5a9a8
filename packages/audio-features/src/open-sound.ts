import { aiffSound } from './aiff.ts';
import { asfSound } from './asf.ts';
import type { AudioFormat } from './audio-format.ts';
import { auSound } from './au.ts';
import { aviSound } from './avi.ts';
import type { ByteSource } from './byte-source.ts';
import { cafSound } from './caf.ts';
import { demux, type DemuxedSound } from './demux.ts';
import type { EncodedSound } from './encoded-sound.ts';
import { withoutMetadata } from './flac.ts';
import { soundOfFrames } from './frames.ts';
import { segmentEnd } from './matroska.ts';
import { psSound } from './mpeg-ps.ts';
import { tsSound } from './mpeg-ts.ts';
import { mxfSound } from './mxf.ts';
import { w64Sound, wavSound } from './wav.ts';

type Open = (source: ByteSource) => EncodedSound | Promise<DemuxedSound>;

const openers: Record<AudioFormat, Open> = {
  wav: wavSound,
  w64: w64Sound,
  aiff: aiffSound,
  au: auSound,
  caf: cafSound,
  flac: (source) => demux('obsolete', 'FLAC', withoutMetadata(source)),
  ogg: (source) => demux('obsolete', 'Ogg', source),
  mp3: (source) => demux('obsolete', 'MP3', source),
  mp2: (source) => soundOfFrames(source, { container: 'MPEG audio', codec: 'mp2' }),
  aac: (source) => soundOfFrames(source, { container: 'AAC', codec: 'aac_adts' }),
  wavpack: (source) => demux('fat', 'WavPack', source),
  mp4: (source) => demux('fat', 'MP4', source),
  matroska: async (source) => ({ ...(await demux('fat', 'Matroska', source)), declaredBytes: segmentEnd(source) }),
  asf: asfSound,
  avi: aviSound,
  mpegTs: tsSound,
  mpegPs: psSound,
  mxf: mxfSound,
};

/** The sound of a file of a format. @throws UnusableMediaError where there is none, or its header cannot be read */
export const openSound = async (format: AudioFormat, source: ByteSource): Promise<EncodedSound> => openers[format](source);
