const bitRates: Record<string, readonly number[]> = {
  // kbit/s, by version and layer
  '1.1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1.2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1.3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2.1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2.2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const sampleRates = [44_100, 48_000, 32_000];

export const mpegHeaderLength = 4;

/**
 * The length of the MPEG audio frame (ISO 11172-3, 13818-3) at `offset`, in bytes.
 *
 * @param bytes at least four from there
 * @returns 0 if there is no frame, or if its bit rate is free
 */
export function mpegFrameLength(bytes: Uint8Array, offset = 0): number {
  const [first, second, third] = [bytes[offset], bytes[offset + 1], bytes[offset + 2]];
  const [version, layerBits, rateIndex] = [(second >> 3) & 3, (second >> 1) & 3, (third >> 2) & 3];
  const bitRateIndex = third >> 4;
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || layerBits === 0 || rateIndex === 3) return 0;
  if (bitRateIndex === 0 || bitRateIndex === 15) return 0;
  const layer = 4 - layerBits;
  const table = version === 3 ? `1.${layer}` : layer === 1 ? '2.1' : '2.2';
  const bitsPerSecond = 1000 * bitRates[table][bitRateIndex - 1];
  const sampleRateHz = sampleRates[rateIndex] / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  if (layer === 1) return 4 * (Math.floor((12 * bitsPerSecond) / sampleRateHz) + padding);
  const samplesPerFrame = layer === 3 && version !== 3 ? 576 : 1152;
  return Math.floor((samplesPerFrame / 8) * (bitsPerSecond / sampleRateHz)) + padding;
}

/** The layer of the MPEG audio frame at `offset`. */
export const mpegLayer = (bytes: Uint8Array, offset = 0): number => 4 - ((bytes[offset + 1] >> 1) & 3);

export const adtsHeaderLength = 7;

/**
 * The length of the ADTS frame of AAC (ISO 13818-7) at `offset`, in bytes.
 *
 * @param bytes at least seven from there
 * @returns 0 if there is no frame
 */
export function adtsFrameLength(bytes: Uint8Array, offset = 0): number {
  const isSync = bytes[offset] === 0xff && (bytes[offset + 1] & 0xf6) === 0xf0 && ((bytes[offset + 2] >> 2) & 15) < 13;
  const length = ((bytes[offset + 3] & 3) << 11) | (bytes[offset + 4] << 3) | (bytes[offset + 5] >> 5);
  return isSync && length > adtsHeaderLength ? length : 0;
}
