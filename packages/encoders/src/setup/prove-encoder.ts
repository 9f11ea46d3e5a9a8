import { openEncoder, type EncoderBatch } from '../open-encoder.ts';
import { readShipped } from '../read-encoder.ts';
import { encoderFolder, type ShippedEncoder } from '../shipped.ts';

/** A batch of one for each encoder, of numbers that are easy to make anywhere. */
export const provingBatches: Readonly<Record<ShippedEncoder, () => EncoderBatch>> = {
  'efficientnet-lite0': () => floats('image', [1, 3, 224, 224], (i) => (((i * 7) % 256) - 127) / 128),
  'whisper-tiny.en': () => floats('mel', [1, 80, 200], (i) => Math.sin(i / 10)),
  minilm: () => tokens([101, 1037, 4937, 7459, 12486, 102, 0, 0], [1, 1, 1, 1, 1, 1, 0, 0]),
  wordllama: () => tokens([15043, 29892, 3186], [1, 1, 1]),
};

function floats(name: string, shape: readonly number[], at: (i: number) => number): EncoderBatch {
  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => at(i));
  return { inputs: { [name]: { type: 'float32', data, shape } } };
}

function tokens(ids: readonly number[], mask: readonly number[]): EncoderBatch {
  const toTensor = (values: readonly number[]) =>
    ({ type: 'int64', data: BigInt64Array.from(values.map(BigInt)), shape: [1, values.length] }) as const;
  return { inputs: { input_ids: toTensor(ids), attention_mask: toTensor(mask) }, mask };
}

/** The first numbers of their embeddings by PyTorch 2.15 and transformers 5.24 (`test/reference/make-reference.py`). */
const expected: Readonly<Record<ShippedEncoder, readonly number[]>> = {
  'efficientnet-lite0': [0.50404, 0.0, 0.22516, 0.0, 0.0, 0.0, 0.0, 0.42719, 0.0, 0.0],
  'whisper-tiny.en': [0.66953, 1.60006, -1.56973, -1.72979, 0.81464, -0.22065, -0.01398, -1.25568, -0.03973, -1.49221],
  minilm: [0.05698, -0.01577, 0.01354, 0.05331, -0.07788, 0.01984, -0.00304, 0.00986, -0.02668, -0.03482],
  wordllama: [0.12241, 0.04908, 0.05827, -0.03964, -0.0044, 0.05252, 0.02512, -0.09325, 0.09267, -0.00129],
};

/** Compares a shipped encoder to the reference. @throws Error if one of the first numbers differs by more than 1e-3 of the largest */
export async function proveEncoder(name: ShippedEncoder, folder = encoderFolder(name)): Promise<void> {
  const encoder = await openEncoder(readShipped(name, folder));
  const { inputs, mask } = provingBatches[name]();
  const { data } = await encoder.encode({ inputs: name === 'wordllama' ? { input_ids: inputs.input_ids } : inputs, mask });
  await encoder.close();
  const tolerance = 1e-3 * Math.max(...expected[name].map(Math.abs));
  if (expected[name].every((value, i) => Math.abs(value - data[i]) <= tolerance)) return;
  throw new Error(
    `proveEncoder: expected ${expected[name].join(', ')}, got ${data.slice(0, expected[name].length).join(', ')}. Set it up again.`,
  );
}
