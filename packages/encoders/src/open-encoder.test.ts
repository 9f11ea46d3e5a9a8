import { writeFile } from 'node:fs/promises';
import { openEncoder } from './open-encoder.ts';
import { readEncoder } from './read-encoder.ts';
import { describeRuntime, imageDescription, writeTinyNetwork } from './tiny-encoder.test.support.ts';

const batch = (name: string, size: number) => ({
  inputs: {
    [name]: { type: 'float32', data: Float32Array.from({ length: 3 * size * size }, (_, i) => i), shape: [1, 3, size, size] } as const,
  },
});

describeRuntime('a network', () => {
  test('encodes a batch', async () => {
    const encoder = await openEncoder(readEncoder(await writeTinyNetwork(), 'image'));
    const { numRows, numColumns, data } = await encoder.encode(batch('pixels', 2));
    expect([numRows, numColumns, ...data]).toEqual([1, 3, 1.5, 5.5, 9.5]);
    await encoder.close();
  });

  test('whose description names another input, output or size is refused', async () => {
    const file = await writeTinyNetwork();
    const encoder = await openEncoder(readEncoder(file, 'image'));
    await expect(encoder.encode(batch('image', 2))).rejects.toThrow(
      `openEncoder: expected an input "image", as its description says, got pixels from ${file}. Correct the description, or the file.`,
    );
    await expect(encoder.encode({ inputs: {} })).rejects.toThrow(/expected inputs pixels in the description, got none for pixels/);
    await expect(encoder.encode(batch('pixels', 3))).rejects.toThrow(
      /expected a network that takes pixels: float32 \[1, 3, 3, 3\], got .*Expected: 2/s,
    );
    await encoder.close();
    const other = await writeTinyNetwork({ ...imageDescription, output: { name: 'logits' } });
    await expect(openEncoder(readEncoder(other, 'image'))).rejects.toThrow(
      'expected an output "logits", as its description says, got embedding',
    );
  });

  test('that is no ONNX file is refused', async () => {
    const file = await writeTinyNetwork();
    await writeFile(file, 'text');
    await expect(openEncoder(readEncoder(file, 'image'))).rejects.toThrow(
      /openEncoder: expected an ONNX network, got .* from .*tiny\.onnx/s,
    );
  });
});
