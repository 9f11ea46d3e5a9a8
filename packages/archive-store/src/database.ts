import { InputError } from '@mmae/input';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';

export type SqlValue = string | number | Uint8Array | null;

/** A connection with cached statements. Rows are plain objects; NULL is `null`. */
export interface Database {
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  /** The column `key` of a query, in its order: in one row as JSON, which is five times as fast as 200,000 rows. An order needs a LIMIT, or SQLite leaves it out. */
  keys(sql: string, ...values: SqlValue[]): Uint32Array;
  /** @returns the key of the inserted row */
  run(sql: string, ...values: SqlValue[]): number;
  exec(sql: string): void;
  /** One transaction that writes; nested calls join it. The version of the archive grows by one if anything was written. */
  write<Result>(work: () => Result): Result;
  /** Several reads of the same state. */
  read<Result>(work: () => Result): Result;
  readonly connection: InstanceType<typeof DatabaseSync>;
  close(): void;
}

/** Milliseconds that a writer waits for another process. */
const busyTimeoutMs = 30_000;

/**
 * Opens a database file in WAL mode: readers never wait for a writer. A commit survives the end of the process; after a power cut the last ones
 * may be missing (synchronous = NORMAL), which is why decisions are also in a log of their own.
 */
export function openDatabase(path: string, { readOnly = false } = {}): Database {
  const connection = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs });
  try {
    if (!readOnly) connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864');
    connection.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536');
  } catch (error) {
    connection.close();
    throw error;
  }
  return toDatabase(connection, readOnly);
}

function toDatabase(connection: InstanceType<typeof DatabaseSync>, readOnly: boolean): Database {
  const statements = new Map<string, StatementSyncInstance>();
  const statement = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  const told = <Result>(work: () => Result) => {
    try {
      return work();
    } catch (error) {
      throw toInputError(error, connection.isOpen ? (connection.location() ?? '') : '') ?? error;
    }
  };
  const within = <Result>(begin: string, work: () => Result, end: () => void) => {
    if (connection.isTransaction) return work();
    connection.exec(begin);
    try {
      const result = work();
      end();
      return result;
    } finally {
      if (connection.isTransaction) connection.exec('ROLLBACK');
    }
  };
  const get = (sql: string, ...values: SqlValue[]) => told(() => statement(sql).get(...values));
  return {
    connection,
    get,
    all: (sql, ...values) => told(() => statement(sql).all(...values)),
    keys: (sql, ...values) => {
      const { keys } = get(`SELECT json_group_array(key) AS keys FROM (${sql})`, ...values) as { keys: string };
      return Uint32Array.from(JSON.parse(keys) as number[]);
    },
    run: (sql, ...values) => told(() => Number(statement(sql).run(...values).lastInsertRowid)),
    exec: (sql) => told(() => connection.exec(sql)),
    write: (work) =>
      told(() => {
        const before = totalChanges(statement);
        return within('BEGIN IMMEDIATE', work, () => {
          if (totalChanges(statement) > before) statement(countChange).run();
          connection.exec('COMMIT');
        });
      }),
    read: (work) => told(() => within('BEGIN', work, () => connection.exec('ROLLBACK'))),
    close: () => close(connection, readOnly),
  };
}

const damaged = 'Restore a backup, or delete it and add the media again: decisions.jsonl keeps every decision.';

/** What a user can do something about. */
const problems: Readonly<Record<string, readonly [rule: string, remedy: string]>> = {
  SQLITE_FULL: ['space on the disk', 'Free some, then run it again.'],
  SQLITE_BUSY: ['an archive that nobody writes to for long', 'Wait until the other command has ended.'],
  SQLITE_READONLY: ['a database that may be written', 'Change its permissions.'],
  SQLITE_CORRUPT: ['a whole database', damaged],
  SQLITE_NOTADB: ['a database', damaged],
  SQLITE_CANTOPEN: ['a database that may be opened', 'Change its permissions and those of its folder.'],
};

/** An error of SQLite that its user can do something about, as bad input; undefined for any other. */
export function toInputError(error: unknown, path: string): InputError | undefined {
  const { sqliteCodeName = '', message } = Object(error) as { sqliteCodeName?: string; message?: string };
  const [rule, remedy] = problems[sqliteCodeName.split('_').slice(0, 2).join('_')] ?? [];
  return rule === undefined ? undefined : new InputError(`archive: expected ${rule}, got ${path}: ${message}. ${remedy}`, { cause: error });
}

/**
 * SQLite empties the write-ahead log when the last connection is closed, but statements that wait for the garbage collector keep this one open;
 * so it is emptied here, unless others read or write, who will empty it.
 */
function close(connection: InstanceType<typeof DatabaseSync>, readOnly: boolean): void {
  if (!connection.isOpen) return;
  try {
    if (!readOnly) connection.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}

const totalChanges = (statement: (sql: string) => StatementSyncInstance) =>
  (statement('SELECT total_changes() AS total').get() as { total: number }).total;

const countChange = `UPDATE facts SET value = value + 1 WHERE name = 'version'`;
