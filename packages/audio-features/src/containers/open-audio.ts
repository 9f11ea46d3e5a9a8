import type { AudioFormat } from '../audio-format.ts';
import { openAiff } from './aiff.ts';
import { openAsf } from './asf.ts';
import { openAu } from './au.ts';
import { openAvi } from './avi.ts';
import type { ByteSource } from './byte-source.ts';
import { openCaf } from './caf.ts';
import { type DemuxedAudio, demux, segmentEnd, withoutMetadata } from './demux.ts';
import type { EncodedAudio } from './encoded-audio.ts';
import { framesAsAudio } from './frames.ts';
import { openMpegPs } from './mpeg-ps.ts';
import { openMpegTs } from './mpeg-ts.ts';
import { openMxf } from './mxf.ts';
import { openWave64, openWav } from './wav.ts';

type Open = (source: ByteSource) => EncodedAudio | Promise<DemuxedAudio>;

const openers: Record<AudioFormat, Open> = {
  wav: openWav,
  w64: openWave64,
  aiff: openAiff,
  au: openAu,
  caf: openCaf,
  flac: (source) => demux('obsolete', 'FLAC', withoutMetadata(source)),
  ogg: (source) => demux('obsolete', 'Ogg', source),
  mp3: (source) => demux('obsolete', 'MP3', source),
  mp2: (source) => framesAsAudio(source, { container: 'MPEG audio', codec: 'mp2' }),
  aac: (source) => framesAsAudio(source, { container: 'AAC', codec: 'aac_adts' }),
  wavpack: (source) => demux('fat', 'WavPack', source),
  mp4: (source) => demux('fat', 'MP4', source),
  matroska: async (source) => ({ ...(await demux('fat', 'Matroska', source)), declaredBytes: segmentEnd(source) }),
  asf: openAsf,
  avi: openAvi,
  mpegTs: openMpegTs,
  mpegPs: openMpegPs,
  mxf: openMxf,
};

/** Opens the audio of a file of a known format. @throws UnusableMediaError if there is none, or if its header is damaged */
export const openAudio = async (format: AudioFormat, source: ByteSource): Promise<EncodedAudio> => openers[format](source);
