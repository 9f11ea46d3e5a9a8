import { onnxGraph, requireOnnxRuntime } from '@mmae/onnx';
import { toSafetensors } from '@mmae/tensor-files';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const origin = { licence: 'MIT', source: 'this test', trainedOn: 'nothing', labelsSeen: 'none' };

export const imageDescription = {
  modality: 'image',
  input: { name: 'pixels', size: 2, mean: [0, 0, 0], deviation: [1, 1, 1] },
  output: { name: 'embedding' },
  ...origin,
};

export const textDescription = {
  modality: 'text',
  input: { tokenizer: 'tokenizer.json', maxTokens: 8, specialTokens: false },
  output: { name: 'table', pooling: 'mean' },
  ...origin,
};

/** A folder with `tiny.onnx`, the means of red, green and blue of images of 2 × 2 pixels, and its description. */
export async function writeTinyNetwork(description: object = imageDescription): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'encoders-'));
  const graph = onnxGraph('means');
  const means = graph.op('ReduceMean', [graph.input('pixels', 'float', [0, 3, 2, 2])], { axes: [2, 3], keepdims: 0 });
  await writeFile(join(folder, 'tiny.onnx'), graph.toModel([{ name: 'embedding', from: means, shape: [0, 3] }], {}));
  await writeFile(join(folder, 'tiny.json'), JSON.stringify(description));
  return join(folder, 'tiny.onnx');
}

/** A folder with `tiny.safetensors`, the embeddings of four tokens, `[4, 2]`, a tokenizer, and its description. */
export async function writeTinyTable(data = Float32Array.of(0, 0, 1, 0, 0, 1, 3, 4)): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'encoders-'));
  await writeFile(join(folder, 'tiny.safetensors'), toSafetensors({ table: { shape: [4, 2], data } }));
  await writeFile(join(folder, 'tokenizer.json'), '{}');
  await writeFile(join(folder, 'tiny.json'), JSON.stringify(textDescription));
  return join(folder, 'tiny.safetensors');
}

function hasRuntime(): boolean {
  try {
    requireOnnxRuntime('');
    return true;
  } catch {
    return false;
  }
}

/** Tests that need onnxruntime. They are skipped where it is not set up, unless MMAE_REQUIRE_ENCODERS is set. */
export const describeRuntime = process.env.MMAE_REQUIRE_ENCODERS !== undefined || hasRuntime() ? describe : describe.skip;
