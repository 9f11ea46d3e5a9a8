import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFilm, moving, testFolder } from '../films.test.support.ts';
import { probe } from '../index.ts';

const folder = testFolder();
const refusal = 'which is encrypted. Decrypt it first.';

test('an encrypted MP4 is refused', async () => {
  const key = [
    '-encryption_scheme',
    'cenc-aes-ctr',
    '-encryption_key',
    '76a6c65c5ea762046bd749a2e632ccbb',
    '-encryption_kid',
    'a7e61c373e219033c21091fa607bf3b8',
  ];
  const film = await makeFilm(join(folder, 'encrypted.mp4'), ...moving('320x180', 1), '-c:v', 'libx264', ...key);
  await expect(probe(film)).rejects.toThrow(refusal);
});

test('a scrambled transport stream is refused, and one with some scrambled packets is not', async () => {
  const film = await makeFilm(join(folder, 'clear.ts'), ...moving('320x180', 1), '-c:v', 'mpeg2video');
  const scramble = (name: string, every: number) => {
    const bytes = readFileSync(film);
    for (let at = 0; at < bytes.length; at += 188 * every) if ((bytes.readUInt16BE(at + 1) & 0x1fff) >= 0x100) bytes[at + 3]! |= 0xc0;
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  await expect(probe(scramble('scrambled.ts', 1))).rejects.toThrow(refusal);
  expect((await probe(scramble('partly.ts', 10))).video?.codec).toBe('mpeg2video');
});
