import { UnusableMediaError } from '@mmae/samples';
import { ascii, viewAt, type ByteSource } from './byte-source.ts';
import { bigEndianRiff, findChunks, type Chunk } from './chunks.ts';
import type { EncodedSound } from './encoded-sound.ts';
import { blockOf, lengthOf, soundInBlocks } from './pcm-file.ts';
import { pcmName } from './pcm.ts';

const streamedLength = 0x7ffff000; // a header written before its sound was known claims this much, or more

/** AIFF-C's compression types, in lower case; PCM has its width elsewhere. */
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
 * The sound of an AIFF or AIFF-C file: PCM of either byte order, floats, G.711 or IMA.
 *
 * The formats: Apple, *Audio Interchange File Format* 1.3 (1989) and AIFF-C draft (1991).
 *
 * @throws UnusableMediaError for a damaged header, or fewer bytes than the header promises
 */
export function aiffSound(source: ByteSource): EncodedSound {
  const isCompressed = ascii(source.read(8, 4)) === 'AIFC';
  const chunks = findChunks(source, 12, bigEndianRiff, ['COMM', 'SSND']);
  const common = viewAt(source, find(chunks, 'COMM').position, isCompressed ? 22 : 18);
  const [numChannels, bits] = [common.getUint16(0), common.getUint16(6)];
  const codec = codecOf(isCompressed ? ascii(new Uint8Array(common.buffer, common.byteOffset + 18, 4)) : 'NONE', bits);
  const header = { container: 'AIFF', codec, numChannels, sampleRateHz: Math.round(extended(common, 8)) };
  const blockAlign = blockOf(codec, numChannels, numChannels);
  const framesPerBlock = codec === 'adpcm_ima_qt' ? 64 : 1;
  const bytesPerSecond = (blockAlign * header.sampleRateHz) / framesPerBlock;
  const sound = find(chunks, 'SSND');
  const offset = viewAt(source, sound.position, 8).getUint32(0);
  const data = { ...sound, position: sound.position + 8 + offset, length: Math.max(0, sound.length - 8 - offset) };
  const length = lengthOf(source, data, bigEndianRiff, streamedLength);
  return soundInBlocks(source, { ...header, blockAlign, bytesPerSecond }, { position: data.position, length });
}

function codecOf(compression: string, bits: number): string {
  const name = compression.toLowerCase();
  const endian = endians[name];
  return endian ? pcmName('s', Math.ceil(bits / 8), endian) : (codecs[name] ?? `«${compression.trim()}»`);
}

/** A number of 80 bits: a sign, 15 bits of exponent and 64 of mantissa. */
function extended(view: DataView, offset: number): number {
  const exponent = (view.getUint16(offset) & 0x7fff) - 16383;
  return Number(view.getBigUint64(offset + 2)) * 2 ** (exponent - 63);
}

function find(chunks: readonly Chunk[], id: string): Chunk {
  const chunk = chunks.find((each) => each.id === id);
  if (chunk) return chunk;
  throw new UnusableMediaError(
    `damaged or truncated: the AIFF file has no «${id}» chunk among its ${chunks.length}. Copy it again from its source.`,
  );
}
