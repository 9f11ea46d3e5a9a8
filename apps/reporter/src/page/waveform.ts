/**
 * The peaks of a sound, for a small picture of it: `numBars` numbers of 0 … 100, the loudest 100. None for anything but 16-bit wav.
 */
export function waveform(bytes: Uint8Array, numBars: number): readonly number[] | undefined {
  const samples = pcm16Of(Buffer.from(bytes));
  if (!samples || samples.length < numBars) return undefined;
  const peaks = Array.from({ length: numBars }, (_, bar) => {
    const [from, to] = [bar, bar + 1].map((edge) => Math.floor((edge * samples.length) / numBars));
    return samples.subarray(from, to).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  });
  const loudest = Math.max(...peaks) || 1;
  return peaks.map((peak) => Math.round((100 * peak) / loudest));
}

/** The samples of the `data` chunk of a RIFF file of 16-bit PCM. */
function pcm16Of(bytes: Buffer): Int16Array | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let bitsPerSample = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    const name = bytes.toString('latin1', at, at + 4);
    if (name === 'fmt ' && bytes.readUInt16LE(at + 8) === 1) bitsPerSample = bytes.readUInt16LE(at + 22);
    if (name === 'data' && bitsPerSample === 16) return toInt16(bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size & 1);
  }
  return undefined;
}

const toInt16 = (bytes: Buffer) => Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(2 * index));
