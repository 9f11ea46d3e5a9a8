import { blockOf, blocksAsAudio } from './block-audio.ts';
import { type ByteSource, viewAt } from './byte-source.ts';
import type { EncodedAudio } from './encoded-audio.ts';

const unknownLength = 0xffffffff;

/** Sun's encoding numbers. */
const codecs: Record<number, string> = {
  1: 'pcm_mulaw',
  2: 'pcm_s8',
  3: 'pcm_s16be',
  4: 'pcm_s24be',
  5: 'pcm_s32be',
  6: 'pcm_f32be',
  7: 'pcm_f64be',
  23: 'g721',
  24: 'adpcm_g722',
  27: 'pcm_alaw',
};

/**
 * Opens an AU (SND) file: PCM, floats or G.711. A length of 0 or −1 is unknown; the data then extend to the end of the file.
 *
 * The format: Sun, *audio file format* (SunOS manual, au(4)).
 *
 * @throws UnusableMediaError if the header is damaged or the file is shorter than declared
 */
export function openAu(source: ByteSource): EncodedAudio {
  const view = viewAt(source, 0, 24);
  const [position, length, encoding, sampleRateHz, numChannels] = [4, 8, 12, 16, 20].map((offset) => view.getUint32(offset));
  const codec = codecs[encoding] ?? `encoding ${encoding}`;
  const blockAlign = blockOf(codec, numChannels, numChannels);
  const header = { container: 'AU', codec, numChannels, sampleRateHz, blockAlign, bytesPerSecond: blockAlign * sampleRateHz };
  return blocksAsAudio(source, header, { position, length: length === 0 || length === unknownLength ? null : length });
}
