import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.test.support.ts';
import { releaseLock, takeLock } from './lock.ts';

const temporary = temporaryFolder();
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
const file = () => join(temporary(), 'lock.json');
const write = (lock: object) => writeFileSync(file(), JSON.stringify({ host: hostname(), since: 'noon', ...lock }));
const holder = () => JSON.parse(readFileSync(file(), 'utf8')) as { pid: number; host: string; since: string; born?: string };
const onLinux = existsSync('/proc/self/stat') ? test : test.skip;

test('a lock has its content from the moment it exists, and no other file is left', async () => {
  await takeLock(temporary());
  expect(holder()).toMatchObject({ pid: process.pid, host: hostname() });
  expect(readdirSync(temporary())).toEqual(['lock.json']);
  await releaseLock(temporary());
  expect(readdirSync(temporary())).toEqual([]);
});

test.each(['', '{"pid":', 'null', '[]', '{}', '{"pid":-1,"host":"x","since":""}', '{"pid":"7","host":"x","since":""}'])(
  'a lock that reads %j may be one that is being written: it is refused, and stays',
  async (content) => {
    writeFileSync(file(), content);
    await expect(takeLock(temporary())).rejects.toThrow(
      `got one locked by an unknown trainer. Wait for it, or stop it; delete ${file()} only if`,
    );
    await releaseLock(temporary());
    expect(readFileSync(file(), 'utf8')).toBe(content);
  },
);

test('of several trainers that find a stale lock at the same time, one takes it', async () => {
  for (let round = 0; round < 20; round++) {
    write({ pid: deadPid, since: `round ${round}` });
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => takeLock(temporary())));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(holder().pid).toBe(process.pid);
    expect(readdirSync(temporary())).toEqual(['lock.json']);
    rmSync(file());
  }
});

test('of several trainers that find no lock, one takes it', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 6 }, () => takeLock(temporary())));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

describe('a living process', () => {
  let child: ReturnType<typeof spawn>;
  beforeEach(() => (child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])));
  afterEach(() => child.kill('SIGKILL'));

  test('keeps its lock', async () => {
    write({ pid: child.pid });
    await expect(takeLock(temporary())).rejects.toThrow(`process ${child.pid} on ${hostname()}, since noon. Wait for it`);
  });

  onLinux('that was given the number of one that is gone holds no lock', async () => {
    write({ pid: child.pid, born: 'another boot/1' });
    await takeLock(temporary());
    const own = holder();
    expect(own.pid).toBe(process.pid);
    await expect(takeLock(temporary())).rejects.toThrow(`locked by process ${process.pid}`);
    writeFileSync(file(), JSON.stringify({ ...own, born: 'another boot/1' }));
    await expect(takeLock(temporary())).resolves.toBeUndefined();
  });
});
