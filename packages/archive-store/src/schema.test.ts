import { join } from 'node:path';
import { withArchive } from './fixtures.test.support.ts';
import { openDatabase } from './database.ts';
import { openArchive } from './open-archive.ts';
import { migrate } from './schema.ts';

test('an archive of a newer version is refused, one of an older version for reading only', () =>
  withArchive((_, folder) => {
    const db = openDatabase(join(folder, 'archive.sqlite'));
    const set = (version: number) => db.exec(`PRAGMA user_version = ${version}`);
    set(99);
    expect(() => openArchive(folder)).toThrow('expected an archive of version 1 or older, got version 99. Install a newer mmae-archive.');
    expect(() => openArchive(folder, { readOnly: true })).toThrow('got version 99');
    set(0);
    expect(() => openArchive(folder, { readOnly: true })).toThrow(
      'expected an archive of version 1, got version 0. Open it once for writing',
    );
    set(1);
    db.close();
  }));

test('a migration that fails leaves the database as it was', () =>
  withArchive((_, folder) => {
    const db = openDatabase(join(folder, 'archive.sqlite'));
    db.exec('PRAGMA user_version = 0');
    expect(() => migrate(db)).toThrow('table facts already exists');
    expect(db.get('PRAGMA user_version')).toEqual({ user_version: 0 });
    expect(db.connection.isTransaction).toBe(false);
    db.exec('PRAGMA user_version = 1');
    db.close();
  }));
