// Tests `fetch-file.ts` and `fetch-parts.ts`.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fetchFile, fetchParts, verifyParts } from '../index.ts';
import { emptyFolder } from '../synthetic-luma.test.support.ts';

const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

const whole: Answer = ({ headers: { range } }, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const rest = content.subarray(start);
  const contentRange = range && { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
  response.writeHead(range ? 206 : 200, { 'content-length': rest.length, ...contentRange }).end(rest);
};
const status =
  (code: number): Answer =>
  (_, response) =>
    void response.writeHead(code).end();
const body =
  (bytes: string | Uint8Array): Answer =>
  (_, response) =>
    void response.writeHead(200).end(bytes);
const silent: Answer = (_, response) => response.writeHead(200).flushHeaders();
const cut: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': content.length });
  response.write(content.subarray(0, 40_000), () => setTimeout(() => response.destroy(), 200));
};

let server: Server;
let url: string;
let answers: Answer[];
let requests: (string | undefined)[];

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.headers.range);
    (answers.shift() ?? whole)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/part`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const options = { firstWaitMs: 1, idleTimeoutMs: 300, numTries: 4 };
const fetched = async (...given: Answer[]): Promise<void> => {
  answers = given;
  const file = join(emptyFolder(), 'audio/part.bin');
  await fetchFile({ name: 'part', url, sizeBytes: content.length, sha256 }, file, options);
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(existsSync(`${file}.part`)).toBe(false);
};

describe('fetchFile', () => {
  it('resumes after a connection is closed', async () => {
    await fetched(cut);
    expect(requests[0]).toBeUndefined();
    expect(requests[1]).toMatch(/^bytes=\d+-$/);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['is busy', status(429)],
    ['fails', status(500)],
    ['sends wrong bytes', body(Buffer.alloc(content.length))],
    ['sends too few bytes without an error', body(content.subarray(0, 10))],
    ['sends too many bytes', body(Buffer.concat([content, content]))],
    ['sends a Git LFS pointer', body(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 100000\n`)],
    ['stops sending', silent],
  ] satisfies [string, Answer][])('tries again if the server %s', async (_, answer) => {
    await fetched(answer);
    expect(requests.length).toBe(2);
  });

  it('starts over if a range is refused, ignored or wrong', async () => {
    await fetched(cut, status(416));
    await fetched(cut, (_, response) => void response.writeHead(200).end(content));
    await fetched(cut, (_, response) => void response.writeHead(206, { 'content-range': 'bytes 7-99999/100000' }).end(content.subarray(7)));
  });

  it('starts over if there is no digest to verify a resumed file', async () => {
    answers = [cut];
    await fetchFile({ name: 'part', url, sizeBytes: content.length }, join(emptyFolder(), 'part.bin'), options);
    expect(requests).toEqual([undefined, undefined]);
  });

  it('does not keep a wrong file', async () => {
    answers = Array.from({ length: 9 }, () => body(Buffer.alloc(content.length)));
    const file = join(emptyFolder(), 'part.bin');
    await expect(fetchFile({ name: 'part', url, sizeBytes: content.length, sha256 }, file, options)).rejects.toThrow('instead of');
    expect(requests).toHaveLength(4);
    expect(existsSync(file)).toBe(false);
  });

  it('waits as long as the server requests', async () => {
    const began = performance.now();
    await fetched((_, response) => void response.writeHead(503, { 'retry-after': '1' }).end());
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it('does not retry after a final status', async () => {
    answers = [status(404)];
    await expect(fetchFile({ name: 'part', url }, join(emptyFolder(), 'x'), options)).rejects.toThrow('expected status 200, got 404');
    expect(requests).toHaveLength(1);
  });
});

describe('fetchParts', () => {
  const parts = (names: readonly string[]) => names.map((name) => ({ name, url, sizeBytes: content.length, sha256 }));

  it('fetches missing and wrong parts only', async () => {
    answers = [];
    const folder = emptyFolder();
    writeFileSync(join(folder, 'right'), content);
    writeFileSync(join(folder, 'wrong'), 'x');
    await fetchParts(folder, parts(['right', 'wrong', 'deep/missing']), options);
    expect(requests).toHaveLength(2);
    expect(await verifyParts(folder, parts(['right', 'wrong', 'deep/missing']))).toEqual([]);
  });

  it('reports what is wrong with each part', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'short'), 'x');
    writeFileSync(join(folder, 'other'), Buffer.alloc(content.length));
    const wrong = await verifyParts(folder, parts(['short', 'other', 'missing']));
    expect(wrong.map(({ reason }) => reason.slice(0, 16))).toEqual([
      '1 of 100000 bytes'.slice(0, 16),
      'sha-256 9192c25b',
      'missing or empty',
    ]);
  });

  it('checks the free space first', async () => {
    const large = [{ name: 'large', url, sizeBytes: 2 ** 60 }];
    await expect(fetchParts(emptyFolder(), large, options)).rejects.toThrow(`expected ${2 ** 60} bytes free`);
    expect(requests).toHaveLength(0);
  });
});
