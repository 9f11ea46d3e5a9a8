import { audioExtractor } from '@mmae/audio-features';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { toneWav } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { byteDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';
import { expectFinite, expectPreview, isUnusableMedia } from './usable-media.ts';

const fixtures = new URL('../../../packages/audio-features/test/fixtures/', import.meta.url);
const longestFixture = 60_000;

/** Audio files of every format through extraction and preview. */
export const audio: OpenTarget = async (folder) => {
  const extractor = audioExtractor({ maxAudioSeconds: 5 });
  return {
    files: { 'tone.wav': toneWav(440, 0.1), ...fixtureSounds() },
    damagesOf: () => byteDamages,
    async attempt(file, bytes) {
      const name = `sound${extname(file)}`;
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const raw = await extractor.extract({ kind: 'file', path });
      expectFinite(extractor.transform(extractor.fromBytes(extractor.toBytes(raw))));
      await expectPreview('audio', folder, name);
    },
    isDocumented: isUnusableMedia,
    isUnsound: (file) => file.startsWith('fixture-'), // some are
  };
};

function fixtureSounds(): Record<string, Buffer> {
  const entries = readdirSync(fixtures, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.filter(({ name }) => !/\.(sh|py|json|md|txt|sha256)$/.test(name));
  const all = names.map(({ parentPath, name }) => [`fixture-${name}`, readFileSync(join(parentPath, name))] as const);
  return Object.fromEntries(all.filter(([, bytes]) => bytes.length > 0 && bytes.length < longestFixture));
}
