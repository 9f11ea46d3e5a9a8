// Also covers `backup.ts`, `decide.ts` and with their commands.
import { openArchive, type NewAsset } from '@mmae/archive-store';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmaeArchive } from '../mmae-archive.ts';

let folder: string;
let archiveFolder: string;
let film: NewAsset;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mmae-archive-'));
  archiveFolder = join(folder, 'archive');
  for (const name of ['harbour.mp4', '0.jpg', '1.jpg']) writeFileSync(join(folder, name), name);
  const { size, mtimeMs } = statSync(join(folder, 'harbour.mp4'));
  const path = 'harbour.mp4';
  film = { content: 'ab'.repeat(32), kind: 'film', root: folder, path, title: 'Harbour', sizeBytes: size, modifiedMs: mtimeMs };
  putFilm([0, 100, 200]);
});
afterEach(() => rmSync(folder, { recursive: true }));

function putFilm(edges: readonly number[]): void {
  const archive = openArchive(archiveFolder, { create: true });
  archive.putAsset(
    film,
    edges.slice(1).map((to, i) => ({ range: { from: edges[i]!, to }, media: { image: `${i}.jpg` }, text: 'Boats at dawn', extra: {} })),
  );
  archive.close();
}

async function run(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeArchive([...args, '--archive', archiveFolder], streams), ...streams.written };
}

const id = `${'ab'.repeat(8)}:0-100`;

test('a decision is made and taken back', async () => {
  const { code, out } = await run('decide', id, 'harbour', 'add', '--who', 'Ada');
  const [decision, ...said] = out.trim().split('\t');
  expect({ code, said }).toEqual({ code: 0, said: [id, 'harbour', 'add'] });
  const undone = await run('undo', decision!, '--who', 'Ada');
  expect(undone.out).toMatch(/\tharbour\tretract\n$/);
  const again = await run('undo', decision!, '--who', 'Ada');
  expect(again).toMatchObject({ code: 2, error: expect.stringContaining('got an earlier one: it has been retracted since') });
});

test('what cannot be decided is said', async () => {
  expect(await run('decide', 'ffff', 'harbour', 'add', '--who', 'Ada')).toMatchObject({
    code: 2,
    error: 'mmae-archive decide: expected the id of a sample, got "ffff". Find it with mmae-archive search.\n',
  });
  expect(await run('decide', 'ab', 'harbour', 'add', '--who', 'Ada')).toMatchObject({
    code: 2,
    error: expect.stringContaining('which 2 have'),
  });
  expect((await run('decide', id, 'harbour', 'maybe', '--who', 'Ada')).code).toBe(2);
  expect((await run('decide', id, 'harbour', 'add')).code).toBe(2);
  expect(await run('decide', id, 'habour', 'accept', '--who', 'Ada')).toMatchObject({
    code: 2,
    error: `mmae-archive decide: expected a label of ${id}, which has none, got "habour". To give it this label, write add.\n`,
  });
  await run('decide', id, 'harbour', 'add', '--who', 'Ada');
  expect((await run('decide', id, 'habour', 'reject', '--who', 'Ada')).error).toContain('which has one of harbour, got "habour"');
  expect((await run('decide', id, 'harbour', 'retract', '--who', 'Ada')).code).toBe(0);
  const concept = ['--concept', 'medtop:2000050', '--who', 'Ada'];
  expect(await run('decide', id, 'harbour', 'add', ...concept)).toMatchObject({
    code: 2,
    error: 'mmae-archive decide: expected a qcode of the vocabulary, got "medtop:2000050". Find it with mmae-archive concepts.\n',
  });
});

test('check names missing and changed files, and orphans', async () => {
  expect(await run('check')).toMatchObject({ code: 0, out: '', error: expect.stringContaining('no problems') });
  await run('decide', id, 'harbour', 'add', '--who', 'Ada');
  putFilm([0, 10, 200]);
  writeFileSync(join(folder, 'harbour.mp4'), 'another film');
  rmSync(join(folder, '1.jpg'));
  const { code, out, error } = await run('check');
  expect(code).toBe(1);
  expect(out.split('\n')).toEqual([
    `changed\t${join(folder, 'harbour.mp4')}`,
    `missing\t${join(folder, '1.jpg')}`,
    expect.stringMatching(/^orphan\tadd "harbour" by Ada at .* harbour\.mp4 frames 0-100 \(.*\)$/),
    '',
  ]);
  expect(error).toMatch(/expected no problems, got 2, listed on stdout\. Run mmae-archive add/);
  rmSync(join(folder, 'harbour.mp4'));
  await run('check');
  const archive = openArchive(archiveFolder, { readOnly: true });
  expect(archive.assetByContent(film.content)!.state).toBe('missing');
  archive.close();
});

test('a backup restores what it holds, and decisions made since are kept', async () => {
  await run('decide', id, 'harbour', 'add', '--who', 'Ada');
  const file = join(folder, 'backup.sqlite');
  expect(await run('backup', file)).toMatchObject({ code: 0, error: expect.stringMatching(/with 1 decisions\n$/) });
  await run('decide', id, 'dawn', 'add', '--who', 'Ada');
  writeFileSync(join(archiveFolder, 'archive.sqlite'), 'damaged');
  expect(await run('check')).toMatchObject({
    code: 2,
    error: expect.stringContaining('file is not a database. Restore a backup, or delete it'),
  });
  expect(await run('restore', file)).toMatchObject({ code: 0, error: expect.stringMatching(/1 assets with 2 samples, 2 decisions\n$/) });
  expect((await run('check')).code).toBe(0);
  expect(readFileSync(join(archiveFolder, 'decisions.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
  expect(await run('restore', join(folder, '0.jpg'))).toMatchObject({
    code: 2,
    error: expect.stringContaining('expected a backup of an archive'),
  });
});
