import { UnusableMediaError } from '@mmae/samples';
import { type Audio, toMono } from '../audio.ts';
import type { EncodedAudio } from '../containers/encoded-audio.ts';

const tags: Record<string, number> = { wmav1: 0x160, wmav2: 0x161, wmapro: 0x162, wmalossless: 0x163 };

/** The decoder takes whole ASF files: each block is wrapped in the shortest possible packet. */
const packetHeader = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const headerLength = 30 + 104 + 78;
const dataHeaderLength = 50;

export const isWindowsMedia = (codec: string) => Object.hasOwn(tags, codec);

/**
 * Decodes Windows Media Audio 1, 2, Professional and Lossless, with FFmpeg's decoders (`@audio/decode-wma`, LGPL). Damaged blocks are skipped.
 *
 * @throws UnusableMediaError if the header is invalid
 */
export async function* wmaBlocks(audio: EncodedAudio): AsyncGenerator<Audio> {
  const { decoder } = await import('@audio/decode-wma');
  const wma = await decoder();
  try {
    attempt(() => wma.decode(asfHeader(audio)), cannotDecode);
    for await (const { data } of audio.packets()) {
      for (let at = 0; at + audio.blockAlign <= data.length; at += audio.blockAlign) {
        const packet = Buffer.concat([packetHeader, data.subarray(at, at + audio.blockAlign)]);
        const { channelData, sampleRate } = attempt(() => wma.decode(new Uint8Array(packet)), skip);
        if (channelData.length > 0) yield { samples: toMono(channelData), sampleRateHz: sampleRate };
      }
    }
    const { channelData, sampleRate } = attempt(() => wma.flush(), skip);
    if (channelData.length > 0) yield { samples: toMono(channelData), sampleRateHz: sampleRate };
  } finally {
    wma.free();
  }
}

interface Decoded {
  readonly channelData: Float32Array[];
  readonly sampleRate: number;
}

function attempt(decode: () => Decoded, onError: (error: Error) => Decoded): Decoded {
  try {
    return decode();
  } catch (error) {
    return onError(error as Error);
  }
}

const skip = (): Decoded => ({ channelData: [], sampleRate: 0 });

function cannotDecode(error: Error): never {
  throw new UnusableMediaError(`damaged: the Windows Media header cannot be used (${error.message}). Copy it again from its source.`);
}

/** The header of an ASF file with one stream, up to the first packet. */
function asfHeader(audio: EncodedAudio): Uint8Array {
  const { codec, numChannels, sampleRateHz, bytesPerSecond = 0, bitsPerSample = 16, blockAlign, setup = new Uint8Array(0) } = audio;
  const waveLength = 18 + setup.length;
  const bytes = Buffer.alloc(headerLength + waveLength + dataHeaderLength);
  const guid = (hex: string, at: number) => bytes.write(hex, at, 'hex');
  guid('3026b2758e66cf11a6d900aa0062ce6c', 0);
  bytes.writeBigUInt64LE(BigInt(headerLength + waveLength), 16);
  bytes.writeUInt32LE(2, 24);
  guid('a1dcab8c47a9cf118ee400c00c205365', 30);
  bytes.writeBigUInt64LE(104n, 46);
  bytes.writeUInt32LE(packetHeader.length + blockAlign, 30 + 24 + 72);
  guid('9107dcb7b7a9cf118ee600c00c205365', 134);
  bytes.writeBigUInt64LE(BigInt(78 + waveLength), 150);
  guid('409e69f84d5bcf11a8fd00805f5c442b', 158);
  const wave = 134 + 78;
  bytes.writeUInt16LE(tags[codec], wave);
  bytes.writeUInt16LE(numChannels, wave + 2);
  bytes.writeUInt32LE(sampleRateHz, wave + 4);
  bytes.writeUInt32LE(bytesPerSecond, wave + 8);
  bytes.writeUInt16LE(blockAlign, wave + 12);
  bytes.writeUInt16LE(bitsPerSample, wave + 14);
  bytes.writeUInt16LE(setup.length, wave + 16);
  bytes.set(setup, wave + 18);
  guid('3626b2758e66cf11a6d900aa0062ce6c', headerLength + waveLength);
  return bytes;
}
