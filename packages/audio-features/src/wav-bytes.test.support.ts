/** Options of `wavBytes`; for tests. */
export interface WavOptions {
  readonly sampleRateHz?: number;
  readonly bits?: 8 | 16 | 24 | 32 | 64;
  readonly encoding?: 'integer' | 'float' | 'extensible';
  /** the length declared in the header; default: the actual length */
  readonly claimedBytes?: number;
  /** writes RF64, with the length in a ds64 chunk */
  readonly is64?: boolean;
}

/** A WAV file of channels with samples in [−1, 1). */
export function wavBytes(channels: readonly ArrayLike<number>[], options: WavOptions = {}): Uint8Array {
  const { sampleRateHz = 16_000, bits = 16, encoding = 'integer', is64 = false } = options;
  const align = (channels.length * bits) / 8;
  const audio = new DataView(new ArrayBuffer(channels[0].length * align));
  for (let i = 0; i < channels[0].length; i++) {
    channels.forEach((channel, c) => writeSample(audio, i * align + (c * bits) / 8, channel[i], bits, encoding === 'float'));
  }
  const claimed = options.claimedBytes ?? audio.byteLength;
  const tag = { integer: 1, float: 3, extensible: 0xfffe }[encoding];
  const basic = [...u16(tag), ...u16(channels.length), ...u32(sampleRateHz), ...u32(sampleRateHz * align), ...u16(align), ...u16(bits)];
  const extension = encoding === 'extensible' ? [...u16(22), ...u16(bits), ...u32(3), ...u16(1), ...new Uint8Array(14)] : [];
  const ds64 = is64 ? chunk('ds64', [...new Uint8Array(8), ...u32(claimed), ...u32(0), ...new Uint8Array(12)]) : [];
  const head = [...ascii(is64 ? 'RF64' : 'RIFF'), ...u32(is64 ? 0xffffffff : claimed + 36), ...ascii('WAVE'), ...ds64];
  const odd = chunk('LIST', [...ascii('INFO!'), 0]); // an odd length is followed by a padding byte
  odd[4] = 5;
  const data = [...ascii('data'), ...u32(is64 ? 0xffffffff : claimed)];
  return Uint8Array.from([...head, ...odd, ...chunk('fmt ', [...basic, ...extension]), ...data, ...new Uint8Array(audio.buffer)]);
}

function writeSample(view: DataView, offset: number, sample: number, bits: number, isFloat: boolean): void {
  if (isFloat) return bits === 32 ? view.setFloat32(offset, sample, true) : view.setFloat64(offset, sample, true);
  const whole = Math.round(sample * 2 ** (bits - 1));
  if (bits === 8) return view.setUint8(offset, whole + 128);
  if (bits === 16) return view.setInt16(offset, whole, true);
  if (bits === 32) return view.setInt32(offset, whole, true);
  view.setUint16(offset, whole & 0xffff, true);
  view.setInt8(offset + 2, whole >> 16);
}

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const u16 = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const chunk = (id: string, bytes: number[]) => [...ascii(id), ...u32(bytes.length), ...bytes];
