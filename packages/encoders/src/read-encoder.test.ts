// Also covers `description.ts` and `shipped.ts`.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readEncoder } from './read-encoder.ts';
import { imageDescription, writeTinyNetwork, writeTinyTable } from './tiny-encoder.test.support.ts';

test('an encoder is found with its description, and defaults filled in', async () => {
  const file = await writeTinyNetwork();
  const encoder = readEncoder(file, 'image');
  expect(encoder).toMatchObject({ name: 'tiny.onnx', file, description: { input: { layout: 'NCHW' }, output: { pooling: 'none' } } });
  expect(encoder.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the digest covers the weights and the tokenizer', async () => {
  const [first, second, third] = await Promise.all([writeTinyTable(), writeTinyTable(), writeTinyTable(new Float32Array(8))]);
  await writeFile(join(dirname(second), 'tokenizer.json'), '{"other": 1}');
  const digests = [first, second, third].map((file) => readEncoder(file, 'text').sha256);
  expect(new Set(digests).size).toBe(3);
});

test('a name, a path or a description that leads nowhere is refused', async () => {
  const file = await writeTinyNetwork();
  expect(() => readEncoder('minilmm', 'text')).toThrow(
    'readEncoder: expected an .onnx or .safetensors file or one of efficientnet-lite0, whisper-tiny.en, minilm, wordllama, got "minilmm". Did you mean "minilm"?',
  );
  expect(() => readEncoder('/no/clip.onnx', 'image')).toThrow('got /no/clip.onnx, which does not exist. Correct the path.');
  expect(() => readEncoder(file, 'text')).toThrow(`expected an encoder of the modality text, got ${file}, which is of image.`);
  await writeFile(file.replace('.onnx', '.json'), JSON.stringify({ ...imageDescription, licence: undefined, trainedAt: 'home' }));
  expect(() => readEncoder(file, 'image')).toThrow(
    /tiny\.json: expected licence to be a text.*, got none\.[^]*expected a known option, got "trainedAt"\. Did you mean "trainedOn"\?/,
  );
  await writeFile(file.replace('.onnx', '.json'), '{');
  expect(() => readEncoder(file, 'image')).toThrow(/expected JSON in .*tiny\.json, got .*\. Correct the file\./);
  await rm(file.replace('.onnx', '.json'));
  expect(() => readEncoder(file, 'image')).toThrow(/expected a description of .*tiny\.onnx in .*tiny\.json, got no such file\. Write it/);
});

test('an encoder that is not set up is refused with the command that does it', async () => {
  const before = process.env.MMAE_ENGINES;
  process.env.MMAE_ENGINES = await mkdtemp(join(tmpdir(), 'engines-'));
  expect(() => readEncoder('minilm', 'text')).toThrow(
    /^readEncoder: expected the encoder minilm in .*encoder-minilm-1, got no such folder\. Run: mmae-encoders setup \(in the repository: npm run setup:encoders\)\.$/,
  );
  if (before === undefined) delete process.env.MMAE_ENGINES;
  else process.env.MMAE_ENGINES = before;
});
