import { viewAt, type ByteSource } from './byte-source.ts';
import type { EncodedSound } from './encoded-sound.ts';
import { blockOf, soundInBlocks } from './pcm-file.ts';

const unknownLength = 0xffffffff;

/** Sun's encodings by number. */
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
 * The sound of an AU (SND) file: PCM, floats or G.711. A length of 0 or −1 was never written: the sound goes up to the end.
 *
 * The format: Sun, *audio file format* (SunOS manual, au(4)).
 *
 * @throws UnusableMediaError for a damaged header, or fewer bytes than the header promises
 */
export function auSound(source: ByteSource): EncodedSound {
  const view = viewAt(source, 0, 24);
  const [position, length, encoding, sampleRateHz, numChannels] = [4, 8, 12, 16, 20].map((offset) => view.getUint32(offset));
  const codec = codecs[encoding] ?? `encoding ${encoding}`;
  const blockAlign = blockOf(codec, numChannels, numChannels);
  const header = { container: 'AU', codec, numChannels, sampleRateHz, blockAlign, bytesPerSecond: blockAlign * sampleRateHz };
  return soundInBlocks(source, header, { position, length: length === 0 || length === unknownLength ? null : length });
}
