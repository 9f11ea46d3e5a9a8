// Also covers `backup.ts`.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../database.ts';
import { film, shot, withArchive } from '../fixtures.test.support.ts';
import { openArchive } from '../open-archive.ts';
import { restoreArchive } from './restore-archive.ts';

const add = (label: string) => ({ sampleKey: 1, label, verdict: 'add' as const, who: 'Ada' });

test('check names what is wrong', () =>
  withArchive((archive, folder) => {
    archive.putAsset(film('a'), [shot(0, 100, 'boats'), shot(100, 200, 'dawn')]);
    archive.decide([add('harbour')]);
    expect(archive.check()).toEqual([]);
    const db = openDatabase(join(folder, 'archive.sqlite'));
    db.exec('DELETE FROM words WHERE rowid = 2');
    expect(archive.check()).toEqual(['words: 1 of 2 samples can be found by their words']);
    db.exec(`INSERT INTO words (rowid, text) VALUES (2, 'dusk')`);
    expect(archive.check()).toEqual(['words: the last sample is not found by its word "dawn"']);
    db.exec(`UPDATE assets SET num_samples = 3; DELETE FROM decisions`);
    appendFileSync(join(folder, 'decisions.jsonl'), 'x\n');
    expect(archive.check().slice(1)).toEqual([
      `${join(folder, 'decisions.jsonl')}: line 2 is no decision`,
      `database: 1 decisions of ${join(folder, 'decisions.jsonl')} are missing`,
      'assets: a.mp4 has another number of samples than recorded',
    ]);
    db.close();
  }));

test('a log that lost decisions is named', () =>
  withArchive((archive, folder) => {
    archive.putAsset(film('a'), [shot(0, 100)]);
    archive.decide([add('harbour')]);
    rmSync(join(folder, 'decisions.jsonl'));
    expect(archive.check()).toEqual([`${join(folder, 'decisions.jsonl')}: 1 decisions of the database are missing`]);
    archive.decide([add('dawn')]);
    expect(archive.check()).toEqual([]);
  }));

test('what another process wrote to the index of words is no damage', () =>
  withArchive((archive, folder) => {
    const add = (to: typeof archive, i: number) =>
      to.putAsset(film('a', { content: String(i).padStart(64, '0'), path: `${i}.mp4` }), [shot(0, 100, `hello word${i} boats`)]);
    for (let i = 0; i < 200; i++) add(archive, i);
    expect(archive.matchWords([{ words: ['boats'] }]).sampleKeys).toHaveLength(200);
    const other = openArchive(folder);
    for (let i = 200; i < 1200; i++) add(other, i);
    other.close();
    expect(archive.check()).toEqual([]);
  }));

test('a damaged page is found', () =>
  withArchive((archive, folder) => {
    archive.putAsset(
      film('a'),
      Array.from({ length: 500 }, (_, i) => shot(i, i + 1, `shot ${i}`)),
    );
    archive.close();
    const bytes = readFileSync(join(folder, 'archive.sqlite'));
    const page = Math.floor(bytes.indexOf('shot 250') / 4096); // of the samples
    bytes.fill(0x5a, page * 4096 + 8, page * 4096 + 200);
    bytes.fill(0x5a, page * 4096 + 8, page * 4096 + 200);
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    writeFileSync(join(copy, 'archive.sqlite'), bytes);
    const damaged = openArchive(copy, { readOnly: true });
    expect(damaged.check()[0]).toMatch(/^database: /);
    damaged.close();
  }));

test('a backup is complete though others write, and replaces only when it is', () =>
  withArchive(async (archive, folder) => {
    archive.putAsset(
      film('a'),
      Array.from({ length: 3000 }, (_, i) => shot(i, i + 1, `shot number ${i} of the harbour at dawn`)),
    );
    const file = join(folder, 'backup.sqlite');
    const shown: number[] = [];
    const done = archive.backup(file, (numDone, total) => void shown.push(numDone / total));
    archive.decide([add('while it is copied')]);
    await done;
    expect(shown.at(-1) ?? 1).toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual(['backup.sqlite']);
    await restoreArchive(file, join(folder, 'restored'));
    const restored = openArchive(join(folder, 'restored'));
    expect(restored.counts()).toMatchObject({ numAssets: 1, numSamples: 3000 });
    expect(restored.check()).toEqual([]);
    restored.close();
  }));

test('a backup is refused where it would do harm', () =>
  withArchive(async (archive, folder) => {
    await expect(archive.backup(join(folder, 'archive.sqlite'))).rejects.toThrow('backup: expected a file other than the database');
    await expect(archive.backup(join(folder, 'none', 'b'))).rejects.toThrow('backup: expected a file in a folder that exists');
    expect(archive.check()).toEqual([]);
  }));

test('after a restore an archive that is open has the backup and every newer decision', () =>
  withArchive(async (archive, folder) => {
    const file = join(folder, 'backup.sqlite');
    archive.putAsset(film('a'), [shot(0, 100, 'boats')]);
    archive.decide([add('before')]);
    await archive.backup(file);
    archive.decide([add('after')]);
    archive.putAsset(film('b'), [shot(0, 100, 'dusk')]);
    const version = archive.version();
    await restoreArchive(file, folder);
    expect(archive.counts()).toMatchObject({ numAssets: 1, numDecisions: 2 });
    expect(archive.tagsOf(1).map(({ label }) => label)).toEqual(['after', 'before']);
    expect(archive.matchWords([{ words: ['after'] }]).sampleKeys).toHaveLength(1);
    expect(archive.version()).toBeGreaterThan(version);
    expect(archive.check()).toEqual([]);
  }));

test('only an intact backup is restored', () =>
  withArchive(async (archive, folder) => {
    archive.putAsset(film('a'), []);
    const file = join(folder, 'other');
    await expect(restoreArchive(file, folder)).rejects.toThrow(`restoreArchive: expected a backup of an archive, got ${file}: no file.`);
    writeFileSync(file, 'a text');
    await expect(restoreArchive(file, folder)).rejects.toThrow('file is not a database');
    const other = openDatabase(join(folder, 'other.sqlite'));
    other.exec('CREATE TABLE t (x)');
    other.close();
    await expect(restoreArchive(join(folder, 'other.sqlite'), folder)).rejects.toThrow('no such table: decisions');
    expect(archive.counts().numAssets).toBe(1);
  }));
