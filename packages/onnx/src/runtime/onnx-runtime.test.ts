import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFileSizes } from '@mmae/files';
import { openOnnxSession, requireOnnxRuntime } from './onnx-runtime.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-runtime-'))));
afterEach(() => rm(folder, { recursive: true }));

/** A package with the interface of onnxruntime-node, whose networks double their input. */
async function fakeRuntime(source: string): Promise<void> {
  await mkdir(join(folder, 'node_modules/onnxruntime-node'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{}');
  await writeFile(join(folder, 'node_modules/onnxruntime-node/index.js'), source);
  await recordFileSizes(folder);
}

const doubling = `
exports.Tensor = function (type, data, dims) { return { type, data, dims }; };
exports.InferenceSession = {
  async create(model, options) {
    if (model === 'none') throw new Error('no such model');
    return {
      async run({ x }) {
        if (x.data.length === 0) throw new Error('an empty input');
        return { y: { ...x, data: x.data.map((value) => 2 * value) }, threads: { type: 'float32', data: Float32Array.of(options.intraOpNumThreads), dims: [] } };
      },
    };
  },
};
`;

test('a model runs in a thread, as often as wanted, and an error ends one run only', async () => {
  await fakeRuntime(doubling);
  const session = await openOnnxSession('some', 3, folder);
  const run = (...data: number[]) => session.run({ x: { type: 'float32', data: Float32Array.from(data), shape: [data.length] } });
  const { y, threads } = await run(1, 2.5);
  expect([[...y.data], y.shape, [...threads.data]]).toEqual([[2, 5], [2], [3]]);
  await expect(run()).rejects.toThrow('an empty input');
  expect([...(await run(4)).y.data]).toEqual([8]);
  const both = await Promise.all([run(1), run(7)]);
  expect(both.map(({ y: output }) => [...output.data])).toEqual([[2], [14]]);
  await session.close();
  await expect(run(1)).rejects.toThrow('the thread of onnxruntime has ended');
});

test('a model and a runtime that cannot be loaded are told', async () => {
  await fakeRuntime(doubling);
  await expect(openOnnxSession('none', 0, folder)).rejects.toThrow('no such model');
  await fakeRuntime('throw new Error("libonnxruntime.so: no such file")');
  await expect(openOnnxSession('some', 0, folder)).rejects.toThrow('libonnxruntime.so: no such file');
});

test('a runtime that is missing, incomplete or damaged is refused with the remedy', async () => {
  const refused = (got: RegExp) =>
    expect(() => requireOnnxRuntime('Set it up.', folder)).toThrow(
      new RegExp(`^requireOnnxRuntime: expected onnxruntime 1\\.30\\.0 in ${folder}, got ${got.source}\\. Set it up\\.$`),
    );
  refused(/incomplete: .*sizes\.json is missing or unreadable/);
  await fakeRuntime(doubling);
  expect(() => requireOnnxRuntime('', folder)).not.toThrow();
  await truncate(join(folder, 'node_modules/onnxruntime-node/index.js'), 3);
  refused(/damaged: .*index\.js has 3 bytes instead of \d+/);
  await rm(folder, { recursive: true });
  refused(/no such folder/);
  await mkdir(folder);
});
