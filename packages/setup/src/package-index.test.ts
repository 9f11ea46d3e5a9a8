import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { downloadFromIndex } from './package-index.ts';

const content = 'a wheel';
const wheel = { name: 'small-thing', version: '1.0', sha256: createHash('sha256').update(content).digest('hex'), wanted: /./ };

let server: Server;
let folder: string;
const before = process.env.PIP_INDEX_URL;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmae-index-'));
  const files = [
    { filename: 'small_thing-0.9-py3-none-any.whl', url: '/other', hashes: { sha256: '00' } },
    { filename: 'small_thing-1.0-py3-none-any.whl', url: '../../files/thing.whl', hashes: { sha256: wheel.sha256 } },
  ];
  server = createServer(({ url }, response) => {
    if (url === '/simple/small-thing/') response.end(JSON.stringify({ files }));
    else if (url === '/files/thing.whl') response.end(content);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.PIP_INDEX_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`;
});

afterEach(async () => {
  if (before === undefined) delete process.env.PIP_INDEX_URL;
  else process.env.PIP_INDEX_URL = before;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test('the file with the pinned digest is downloaded, whatever its address', async () => {
  await downloadFromIndex(wheel, folder);
  expect(await readdir(folder)).toEqual(['small_thing-1.0-py3-none-any.whl']);
  expect(await readFile(join(folder, 'small_thing-1.0-py3-none-any.whl'), 'utf8')).toBe(content);
});

test('an index without the file, without the package, and one that cannot be reached are told apart', async () => {
  await expect(downloadFromIndex({ ...wheel, sha256: 'ff' }, folder)).rejects.toThrow(
    /\/simple\/small-thing\/ does not list small-thing 1\.0 with sha256 ff\. Check the network, install pip/,
  );
  await expect(downloadFromIndex({ ...wheel, name: 'nothing' }, folder)).rejects.toThrow(
    /\/simple\/nothing\/ answers 404 Not Found\. Check the network/,
  );
  process.env.PIP_INDEX_URL = 'http://127.0.0.1:1/simple';
  await expect(downloadFromIndex(wheel, folder)).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1\/simple\/small-thing\/ cannot be reached: .+/);
});
