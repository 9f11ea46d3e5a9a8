// Also covers the command `serve.ts`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '@mmae/archive-store';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { runArchive } from '../archive-folder.test.support.ts';
import { mmaeArchive } from '../mmae-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'mmae-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
const archiveFolder = join(folder, 'archive');
const archive = openArchive(archiveFolder, { create: true });
const note = { content: 'a'.repeat(64), kind: 'sample' as const, root: folder, path: 'note', title: 'A note', sizeBytes: 1, modifiedMs: 1 };
archive.putAsset(note, [{ media: {}, text: 'Boats at dawn', extra: {} }]);
archive.close();

/** Starts the server as a command, until it has printed its address. @returns what ends it and gives its exit code */
async function start(...args: string[]) {
  const { stdout, stderr, written } = recordingStreams();
  const printed = new Promise<string>((resolve) => {
    const write = stdout.write;
    stdout.write = (text) => {
      write(text);
      resolve(text.trim());
    };
  });
  const ended = mmaeArchive(['serve', '--archive', archiveFolder, '--port', '0', ...args], { stdout, stderr });
  const url = await Promise.race([printed, ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${written.error}`)))]);
  return {
    url,
    written,
    async stop() {
      process.emit('SIGINT');
      return ended;
    },
  };
}

test('an archive without a run is searched by its words, and Ctrl-C ends the server', async () => {
  const { url, stop, written } = await start('--who', 'Ada');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${url}/api/session`)).json()).toMatchObject({ role: 'editor', who: 'Ada', needsToken: false });
  const { hits } = (await (await fetch(`${url}/api/search?q=boats`)).json()) as { hits: { text: string }[] };
  expect(hits.map(({ text }) => text)).toEqual(['Boats at dawn']);
  const { labels } = (await (await fetch(`${url}/api/labels?q=econom`)).json()) as { labels: { concept: string }[] };
  expect(labels[0]).toMatchObject({ concept: expect.stringMatching(/^medtop:/), numSamples: 0 });
  expect(await (await fetch(`${url}/review`)).text()).toContain('<script type="module"');
  expect(await stop()).toBe(0);
  expect(written.error).not.toContain('token');
  await expect(fetch(url)).rejects.toThrow();
});

test('others need a token, which is printed', async () => {
  const { url, stop, written } = await start('--host', '0.0.0.0');
  const port = new URL(url).port;
  const [, token] = /token of editors: (\S+)/.exec(written.error)!;
  const post = (body: unknown) =>
    fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await fetch(`http://127.0.0.1:${port}/api/status`)).status).toBe(401);
  expect(await (await post({ token })).json()).toMatchObject({ role: 'editor' });
  expect(await stop()).toBe(0);
});

test('a folder without an archive is bad input', async () => {
  expect(await runArchive('serve', '--archive', join(folder, 'none'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('openArchive: expected an archive, got'),
  });
});
