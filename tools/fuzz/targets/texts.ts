import { readTextFile } from '@mmae/samples';
import { maskLabels, textExtractor } from '@mmae/text-features';
import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { textDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';
import { isUnusableMedia } from './usable-media.ts';

const labels = ['Hund', 'café', '狗', '🐶', 'T-shirt/top', 'ankle boot'];
const languages = ['en', 'de', 'fr', 'ru', 'ar', 'zh', 'ja', 'th', 'ko'];

/** One subtitle as EBU STL: a header of 1,024 bytes and a block of 128. */
const stl = Buffer.concat([
  Buffer.alloc(1024, ' ').fill('850STL25.0110009', 0, 16),
  Buffer.alloc(128, 0x8f).fill(Buffer.from('\0\x01\0\xff\0\0\0\x01\0\0\0\x02\0\x14\x02\0Good\x8amorning', 'latin1'), 0, 28),
]);

/** Text and subtitle files through masking, terms and their bytes, in every language. */
export const texts: OpenTarget = async (folder) => {
  const extractor = textExtractor({ maskLabels: labels, maxNgramLength: 2, stem: true });
  const masks = languages.map((language) => maskLabels(labels, language));
  let turn = 0;
  return {
    files: {
      'notes.txt': Buffer.from(
        'Der Hund läuft über die Straße. Le café, the dog’s ankle-boots 🐶; 小狗在公园里快乐地奔跑。 犬が公園を走る。 الكلب يجري Собака бежит',
      ),
      'film.srt': Buffer.from('1\n00:00:01,000 --> 00:00:02,500\n<i>A mouse</i> nibbles\n\n2\n00:00:03,000 --> 00:00:04,000\nold cheese\n'),
      'film.vtt': Buffer.from('WEBVTT\n\nNOTE none\n\n00:01.000 --> 00:02.000 align:start\n<v Ann>Good morning\n'),
      'film.ttml': Buffer.from(
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div><p begin="00:00:01.000" end="2s">Good <span>morning</span><br/>you</p></div></body></tt>',
      ),
      'film.stl': stl,
    },
    damagesOf: () => textDamages,
    async attempt(file, bytes) {
      const path = join(folder, `text${extname(file)}`);
      writeFileSync(path, bytes);
      const { text } = await readTextFile(path);
      turn = (turn + 1) % languages.length;
      expectMasked(masks[turn], text);
      const raw = await extractor.extract({ kind: 'text', text, language: languages[turn] });
      const again = extractor.fromBytes(extractor.toBytes(raw));
      if (raw.join('\n') !== again.join('\n')) throw new Error('terms differ after a round trip through bytes');
      extractor.fit([raw]);
      extractor.transform(raw);
    },
    isDocumented: isUnusableMedia,
  };
};

/** A masked text is not longer than the original. */
function expectMasked(mask: (text: string) => string, text: string): void {
  if (mask(text).length > text.length) throw new Error('a masked text is longer than the original');
}
