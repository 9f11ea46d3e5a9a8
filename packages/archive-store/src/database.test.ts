import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@mmae/input';
import { openDatabase, toInputError, type Database } from './database.ts';
import { film, index, proposed, run, shot, withArchive } from './fixtures.test.support.ts';
import { migrate } from './schema.ts';
import { versionOf } from './versions.ts';

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'));
  db = openDatabase(join(folder, 'archive.sqlite'));
  migrate(db);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const addName = (name: string) => db.run('INSERT INTO names (name) VALUES (?)', name);

test('a transaction that fails leaves nothing, one that writes nothing leaves the version', () => {
  const before = versionOf(db);
  expect(() =>
    db.write(() => {
      addName('harbour');
      throw new RangeError('no');
    }),
  ).toThrow('no');
  db.write(() => db.get('SELECT 1'));
  expect([db.all('SELECT name FROM names'), versionOf(db)]).toEqual([[], before]);
  db.write(() => db.write(() => addName('harbour')));
  expect([db.all<{ name: string }>('SELECT name FROM names').length, versionOf(db)]).toEqual([1, before + 1]);
});

test('a reader sees the same state until it has read all, and never waits for a writer', () => {
  const reader = openDatabase(join(folder, 'archive.sqlite'), { readOnly: true });
  const count = () => reader.get<{ n: number }>('SELECT count(*) AS n FROM names')!.n;
  reader.read(() => {
    expect(count()).toBe(0);
    db.write(() => addName('harbour'));
    expect(count()).toBe(0);
  });
  expect(count()).toBe(1);
  reader.close();
});

test('keys are in the order of the query', () => {
  db.write(() => ['a', 'b', 'c'].forEach(addName));
  expect([...db.keys('SELECT key FROM names WHERE name <> ? ORDER BY key DESC LIMIT -1', 'b')]).toEqual([3, 1]);
});

test('what a user can do something about is bad input', () => {
  const full = Object.assign(new Error('database or disk is full'), { sqliteCodeName: 'SQLITE_FULL' });
  expect(toInputError(full, '/a.sqlite')).toEqual(
    new InputError('archive: expected space on the disk, got /a.sqlite: database or disk is full. Free some, then run it again.'),
  );
  expect(toInputError(Object.assign(new Error(), { sqliteCodeName: 'SQLITE_BUSY_SNAPSHOT' }), '')).toBeInstanceOf(InputError);
  expect(toInputError(new TypeError('a bug'), '')).toBeUndefined();
});

test('decisions leave the index version, all else leaves neither', () =>
  withArchive((archive) => {
    const versions = () => [archive.version(), archive.indexVersion()];
    const grown = (work: () => unknown) => {
      const before = versions();
      work();
      return versions().map((version, i) => version > before[i]!);
    };
    const key = archive.putAsset(film('a'), [shot(0, 100)]).sampleKeys[0]!;
    expect(grown(() => index(archive, 'v1', [proposed('harbour')]))).toEqual([true, true]);
    expect(grown(() => archive.decide([{ sampleKey: key, label: 'harbour', verdict: 'accept', who: 'Ada' }]))).toEqual([true, false]);
    expect(grown(() => archive.putAsset(film('a'), [shot(0, 100)]))).toEqual([false, false]);
    expect(grown(() => archive.putAsset(film('a'), [shot(0, 100, 'another text')]))).toEqual([true, true]);
    expect(grown(() => archive.labels())).toEqual([false, false]);
    const indexing = archive.beginIndex(run('v2'));
    const batch = [{ sampleKey: key, embeddings: {}, tags: [proposed('dawn')], isUnlikeTrain: false }];
    expect(grown(() => indexing.put(batch))).toEqual([true, false]); // not seen before it is finished
    expect(grown(() => indexing.finish({ clusters: [] }))).toEqual([true, true]);
    expect(grown(() => indexing.put(batch))).toEqual([true, true]);
  }));
