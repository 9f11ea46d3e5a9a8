import { InputError } from '@mmae/input';
import { readSafetensors, toMatrix } from '@mmae/tensor-files';
import type { Encoder } from './open-encoder.ts';
import { pooled } from './pooled.ts';
import type { EncoderFile } from './read-encoder.ts';

/**
 * A static encoder: one embedding per token, in a `.safetensors` file. It is a lookup, for which no runtime is needed.
 *
 * @throws InputError unless the file has the tensor of the description, with two dimensions
 */
export async function openTokenTable({ file, description }: EncoderFile): Promise<Encoder> {
  const { tensors } = await readSafetensors(file);
  const { [description.output.name]: tensor } = tensors;
  if (tensor?.shape.length !== 2 || description.modality !== 'text') {
    const got = Object.entries(tensors).map(([name, { shape }]) => `${name} [${shape.join(', ')}]`);
    throw new InputError(
      `openEncoder: expected a tensor ${JSON.stringify(description.output.name)} of shape [tokens, width] for texts in ${file}, got ${got.join(', ')}. Correct the description.`,
    );
  }
  const table = toMatrix(tensor);
  return {
    async encode({ inputs, mask }) {
      const { data: ids, shape } = inputs[description.input.ids];
      const width = table.numColumns;
      const data = new Float32Array(ids.length * width);
      for (let i = 0; i < ids.length; i++) {
        const token = Math.min(Number(ids[i]), table.numRows - 1);
        data.set(table.data.subarray(token * width, (token + 1) * width), i * width);
      }
      return pooled({ shape: [...shape, width], data }, description.output, mask);
    },
    close: async () => undefined,
  };
}
