import { pcmName } from '../codecs/pcm.ts';
import { blockOf, lengthOf, blocksAsAudio } from './block-audio.ts';
import { type ByteSource, ascii, viewAt } from './byte-source.ts';
import { bigEndianRiff, findChunks, requireChunk } from './chunks.ts';
import type { EncodedAudio } from './encoded-audio.ts';

const streamedLength = 0x7ffff000; // headers written before the length was known declare at least this

/** The compression types of AIFF-C, in lower case; the width of PCM is in another field. */
const codecs: Record<string, string> = {
  fl32: 'pcm_f32be',
  fl64: 'pcm_f64be',
  ulaw: 'pcm_mulaw',
  alaw: 'pcm_alaw',
  'raw ': 'pcm_u8',
  ima4: 'adpcm_ima_qt',
  mac3: 'mace3',
  mac6: 'mace6',
  'gsm ': 'gsm',
};
const endians: Record<string, 'le' | 'be'> = { none: 'be', twos: 'be', in24: 'be', in32: 'be', sowt: 'le', '23ni': 'le' };

/**
 * Opens an AIFF or AIFF-C file: PCM of either byte order, floats, G.711 or IMA.
 *
 * The formats: Apple, *Audio Interchange File Format* 1.3 (1989) and AIFF-C draft (1991).
 *
 * @throws UnusableMediaError if the header is damaged or the file is shorter than declared
 */
export function openAiff(source: ByteSource): EncodedAudio {
  const isCompressed = ascii(source.read(8, 4)) === 'AIFC';
  const chunks = findChunks(source, 12, bigEndianRiff, ['COMM', 'SSND']);
  const common = viewAt(source, requireChunk(chunks, 'COMM', 'AIFF').position, isCompressed ? 22 : 18);
  const [numChannels, bits] = [common.getUint16(0), common.getUint16(6)];
  const codec = codecOf(isCompressed ? ascii(new Uint8Array(common.buffer, common.byteOffset + 18, 4)) : 'NONE', bits);
  const header = { container: 'AIFF', codec, numChannels, sampleRateHz: Math.round(extended(common, 8)) };
  const blockAlign = blockOf(codec, numChannels, numChannels);
  const framesPerBlock = codec === 'adpcm_ima_qt' ? 64 : 1;
  const bytesPerSecond = (blockAlign * header.sampleRateHz) / framesPerBlock;
  const audio = requireChunk(chunks, 'SSND', 'AIFF');
  const offset = viewAt(source, audio.position, 8).getUint32(0);
  const data = { ...audio, position: audio.position + 8 + offset, length: Math.max(0, audio.length - 8 - offset) };
  const length = lengthOf(source, data, bigEndianRiff, streamedLength);
  return blocksAsAudio(source, { ...header, blockAlign, bytesPerSecond }, { position: data.position, length });
}

function codecOf(compression: string, bits: number): string {
  const name = compression.toLowerCase();
  const endian = endians[name];
  return endian ? pcmName('s', Math.ceil(bits / 8), endian) : (codecs[name] ?? `«${compression.trim()}»`);
}

/** Reads an 80-bit floating-point number: sign, 15 bits of exponent, 64 bits of mantissa. */
function extended(view: DataView, offset: number): number {
  const exponent = (view.getUint16(offset) & 0x7fff) - 16383;
  return Number(view.getBigUint64(offset + 2)) * 2 ** (exponent - 63);
}
