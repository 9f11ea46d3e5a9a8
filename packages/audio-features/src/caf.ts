import { UnusableMediaError } from '@mmae/samples';
import { ascii, viewAt, type ByteSource } from './byte-source.ts';
import { caf, findChunks, type Chunk } from './chunks.ts';
import type { EncodedSound } from './encoded-sound.ts';
import { blockOf, lengthOf, soundInBlocks } from './pcm-file.ts';
import { pcmName } from './pcm.ts';

const [isFloat, isLittleEndian] = [1, 2]; // flags of linear PCM

const codecs: Record<string, string> = {
  ulaw: 'pcm_mulaw',
  alaw: 'pcm_alaw',
  ima4: 'adpcm_ima_qt',
  'aac ': 'aac',
  alac: 'alac',
  MAC3: 'mace3',
  MAC6: 'mace6',
};

/**
 * The sound of a Core Audio file: PCM, floats, G.711 or IMA. A length of −1 was never written: the sound goes up to the end.
 *
 * The format: Apple, *Core Audio Format Specification* 1.0.
 *
 * @throws UnusableMediaError for a damaged header, or fewer bytes than the header promises
 */
export function cafSound(source: ByteSource): EncodedSound {
  const chunks = findChunks(source, 8, caf, ['desc', 'data']);
  const view = viewAt(source, find(chunks, 'desc').position, 32);
  const [format, flags, bytesPerPacket] = [
    ascii(new Uint8Array(view.buffer, view.byteOffset + 8, 4)),
    view.getUint32(12),
    view.getUint32(16),
  ];
  const [framesPerPacket, numChannels, bits] = [view.getUint32(20), view.getUint32(24), view.getUint32(28)];
  const sampleRateHz = Math.round(view.getFloat64(0));
  const codec = format === 'lpcm' ? linearPcm(flags, bytesPerPacket / numChannels, bits) : (codecs[format] ?? `«${format.trim()}»`);
  const blockAlign = blockOf(codec, numChannels, bytesPerPacket);
  const bytesPerSecond = (blockAlign * sampleRateHz) / Math.max(1, framesPerPacket);
  const header = { container: 'CAF', codec, numChannels, sampleRateHz, blockAlign, bytesPerSecond };
  const data = find(chunks, 'data');
  const length = lengthOf(source, data, caf, Number.MAX_SAFE_INTEGER);
  return soundInBlocks(source, header, { position: data.position + 4, length: length === null ? null : Math.max(0, length - 4) });
}

const linearPcm = (flags: number, containerBytes: number, bits: number) =>
  pcmName(
    flags & isFloat ? 'f' : 's',
    Number.isInteger(containerBytes) ? containerBytes : Math.ceil(bits / 8),
    flags & isLittleEndian ? 'le' : 'be',
  );

function find(chunks: readonly Chunk[], id: string): Chunk {
  const chunk = chunks.find((each) => each.id === id);
  if (chunk) return chunk;
  throw new UnusableMediaError(
    `damaged or truncated: the CAF file has no «${id}» chunk among its ${chunks.length}. Copy it again from its source.`,
  );
}
