import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeArchive, serveForTest, testFolder } from '../served.test.support.ts';

const folder = testFolder();
const { archive } = await makeArchive(folder);
afterAll(() => archive.close());
const pageFolder = join(folder, 'site');
mkdirSync(join(pageFolder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), 'content of another folder');
writeFileSync(join(pageFolder, '.hidden'), 'content of another folder');
writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(join(pageFolder, 'assets', 'index-1a2b.js'), 'export {};');
const server = await serveForTest(archive, { token: 'a-token-of-the-archive' }, { pageFolder });

test.each(['/', '/asset/aaaa', '/search?q=a.b', '/review'])('%s is the page, also before a token was given', async (path) => {
  const answer = await server.ask(path);
  expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
  ]);
  expect(answer.body.toString()).toContain('<title>page</title>');
});

test('files with a hash in their name may be kept', async () => {
  const { headers } = await server.ask('/assets/index-1a2b.js');
  expect([headers['content-type'], headers['cache-control']]).toEqual([
    'application/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ]);
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%5csecret.txt',
  '/.hidden',
  '/assets/none.js',
  '//etc/passwd.txt',
  '/%00.js',
])('%s is not there', async (path) => {
  const answer = await server.ask(path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.body.toString()).not.toContain('content of');
  expect(answer.json<{ error: string }>().error).toMatch(/^expected an address|URL/);
});
