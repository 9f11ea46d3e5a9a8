import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, tarGz } from '../synthetic-luma.test.support.ts';
import { readClips, readTexts } from './lists.ts';
import { readTarGz } from './tar-gz.ts';

const written = (name: string, content: string | Uint8Array) => {
  const file = join(emptyFolder(), name);
  writeFileSync(file, content);
  return file;
};

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 23858\n`;

describe('lists', () => {
  it('texts keep line breaks, tabs and doubled quotes', async () => {
    const file = written('text_data.tsv', 'text\tlabel\n"One ""horse"",\n\tand more"\thorse\nPlain, with a comma\tdog\n');
    expect(await readTexts(file)).toEqual([
      { text: 'One "horse",\n\tand more', label: 'horse' },
      { text: 'Plain, with a comma', label: 'dog' },
    ]);
  });

  it('columns are found by name, next to an unnamed index', async () => {
    const file = written('datalist_train.csv', ',class,label,path,tts_label\n146,0,man,cv_audio/man_2/7.wav,men\n');
    expect(await readClips(file)).toEqual([{ path: 'cv_audio/man_2/7.wav', label: 'man', heard: 'men', noisyPath: '' }]);
  });

  it('the lists of one that the tool’s text noise leaves are unwrapped, and no other brackets', async () => {
    const rows = [`['It\\'s a horse.']`, `["It's a dog."]`, `['one', 'two']`, '[MASK] runs'];
    const file = written('text_data.tsv', `text\tlabel\n${rows.map((row) => `"${row.replaceAll('"', '""')}"\tx`).join('\n')}\n`);
    expect((await readTexts(file)).map(({ text }) => text)).toEqual([`It's a horse.`, `It's a dog.`, `['one', 'two']`, '[MASK] runs']);
  });

  it('a missing column, an unclosed quote and a Git LFS pointer are errors', async () => {
    await expect(readClips(written('a.csv', 'path,word\n'))).rejects.toThrow('expected a column label, got ["path","word"]');
    await expect(readTexts(written('a.tsv', 'text\tlabel\n"open\thorse\n'))).rejects.toThrow('expected RFC 4180');
    await expect(readTexts(written('b.tsv', pointer))).rejects.toThrow('got a Git LFS pointer to 23858 bytes');
  });
});

describe('readTarGz', () => {
  const members = async (file: string) => {
    const found: [string, string][] = [];
    for await (const { name, content } of readTarGz(file)) found.push([name, content.toString()]);
    return found;
  };
  const archive = tarGz({ 'a/one.txt': Buffer.from('one'), 'a/two.txt': Buffer.alloc(600, 'x') });

  it('returns the files in order', async () => {
    expect(await members(written('a.tar.gz', archive))).toEqual([['a/one.txt', 'one'], ['a/two.txt', 'x'.repeat(600)]]); // prettier-ignore
  });

  it('refuses a truncated or damaged archive', async () => {
    await expect(members(written('a.tar.gz', archive.subarray(0, 40)))).rejects.toThrow('readTarGz: expected a complete .tar.gz');
    await expect(members(written('a.tar.gz', 'no archive'))).rejects.toThrow('incorrect header check');
  });
});
