import { writeFolderManifest } from '@mmae/media-folder';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { toneWav } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { byteDamages, documentDamages, textDamages } from '../damage.ts';
import { tellsTheRule, type OpenTarget } from '../target.ts';

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">A mouse</rdf:li></rdf:Alt></dc:description><dc:subject><rdf:Bag><rdf:li>cheese</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;

/** A folder of media with embedded and sidecar captions, one of them damaged, for which a manifest is written. */
export const captions: OpenTarget = async (folder) => {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
  const files = {
    'a.jpg': await picture
      .clone()
      .jpeg()
      .withExif({ IFD0: { ImageDescription: 'A mouse', Artist: 'Ann' } })
      .withXmp(xmp)
      .toBuffer(),
    'a.png': await picture.clone().png().withXmp(xmp).toBuffer(),
    'a.wav': toneWav(440, 0.05),
    'a.txt': Buffer.from('A mouse nibbles old cheese.'),
    'a.srt': Buffer.from('1\n00:00:01,000 --> 00:00:02,500\nA mouse\n'),
    'a.json': Buffer.from(
      '{"title":"A mouse","description":"It nibbles","keywords":["cheese","old"],"language":"en","nested":{"text":"x"}}',
    ),
    'a.xmp': Buffer.from(xmp),
  };
  return {
    files,
    damagesOf: (file) => (file.endsWith('.json') ? documentDamages : /(srt|txt|xmp)$/.test(file) ? textDamages : byteDamages),
    async attempt(file, bytes) {
      const media = join(folder, 'media');
      rmSync(media, { recursive: true, force: true });
      mkdirSync(media);
      writeFileSync(join(media, `other-${file}`), bytes);
      writeFileSync(join(media, file), bytes);
      writeFileSync(join(media, 'a.gif'), await gif);
      await writeFolderManifest(media);
    },
    isDocumented: tellsTheRule,
  };
};

const gif = sharp({ create: { width: 8, height: 8, channels: 3, background: 'blue' } })
  .gif()
  .toBuffer();
