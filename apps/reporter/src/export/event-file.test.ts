import { readFileSync } from 'node:fs';
import { crc32c, toEventFile } from './event-file.ts';

test('CRC-32C of the check string in the catalogue of parametrised CRC algorithms', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});

test('an event file is identical to the one that TensorBoard writes', () => {
  const reference = JSON.parse(readFileSync(new URL('../../test/reference/tensorboard.json', import.meta.url), 'utf8'));
  const bytes = toEventFile([{ epoch: 1, step: 300, seconds: 2.5, 'validation.loss': 0.75 }], 1_700_000_000);
  expect(Buffer.from(bytes).toString('base64')).toBe(reference.base64);
});
