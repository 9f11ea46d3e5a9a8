import { pcmName } from '../codecs/pcm.ts';
import { blockOf, lengthOf, blocksAsAudio } from './block-audio.ts';
import { type ByteSource, ascii, viewAt } from './byte-source.ts';
import { caf, findChunks, requireChunk } from './chunks.ts';
import type { EncodedAudio } from './encoded-audio.ts';

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
 * Opens a Core Audio file: PCM, floats, G.711 or IMA. A length of −1 is unknown; the data then extend to the end of the file.
 *
 * The format: Apple, *Core Audio Format Specification* 1.0.
 *
 * @throws UnusableMediaError if the header is damaged or the file is shorter than declared
 */
export function openCaf(source: ByteSource): EncodedAudio {
  const chunks = findChunks(source, 8, caf, ['desc', 'data']);
  const view = viewAt(source, requireChunk(chunks, 'desc', 'CAF').position, 32);
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
  const data = requireChunk(chunks, 'data', 'CAF');
  const length = lengthOf(source, data, caf, Number.MAX_SAFE_INTEGER);
  return blocksAsAudio(source, header, { position: data.position + 4, length: length === null ? null : Math.max(0, length - 4) });
}

const linearPcm = (flags: number, containerBytes: number, bits: number) =>
  pcmName(
    flags & isFloat ? 'f' : 's',
    Number.isInteger(containerBytes) ? containerBytes : Math.ceil(bits / 8),
    flags & isLittleEndian ? 'le' : 'be',
  );
