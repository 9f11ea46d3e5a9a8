import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { mmaeReport } from '../main.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { temporaryFolder } from '../synthetic-folder.test.support.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writePlantedRun(folder);
});

async function search(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeReport(['search', folder, ...args], streams), ...streams.written };
}

test('samples are ranked by what they are about, not by whether they have the word', async () => {
  const { code, out } = await search('--text', 'an ember', '--json', '--top', '3');
  expect(code).toBe(0);
  const { results, ...said } = JSON.parse(out);
  expect(said).toEqual({
    run: folder,
    model: 'planted',
    version: expect.stringMatching(/^1\.2\.3\+[0-9a-f]{8}$/),
    modality: 'text',
    against: 'text+title',
    isUnlikeTrain: false,
  });
  expect(results.map(({ id, label, similarity }: Record<string, unknown>) => [id, label, similarity])).toEqual([
    ['fire-1', 'fire', 1],
    ['fire-2', 'fire', 1],
    ['sea-1', 'water', 0],
  ]);
});

test('people get a table on stdout and what was compared on stderr', async () => {
  const { code, out, error } = await search('--text', 'sky', '--top', '1');
  expect(code).toBe(0);
  expect(out.split('\n')[1]).toMatch(/^sea-1 +1 +1\.000 +train +water +sea sky · sea$/);
  expect(error).toBe('text compared with the embedding of each sample from text, title, by cosine\n');
});

test.each([
  ['no query', [], 'search: expected one of --text, --image, --audio, got none.'],
  ['two queries', ['--text', 'a', '--image', 'b'], "option '--text <text>' cannot be used with option '--image <file>'"],
  ['a medium that the run does not know', ['--image', 'x.png'], 'expected a query by text, title'],
  ['a word that the run does not know', ['--text', 'volcano'], 'no known word: no word of "volcano" is in the vocabulary of the run'],
  ['no results asked for', ['--text', 'sea', '--top', '0'], '--top: expected a whole number of 1 or more, got "0".'],
])('%s ends with 2 and says what was expected', async (_, args, message) => {
  const { code, out, error } = await search(...args);
  expect([code, out]).toEqual([2, '']);
  expect(error).toContain(message);
});
