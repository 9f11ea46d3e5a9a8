import { existsSync, readFileSync } from 'node:fs';
import { mediaQueries } from './media-queries.ts';

test('a query is found for an hour, and its file goes with the next one', async () => {
  let nowMs = 0;
  const queries = mediaQueries(() => nowMs);
  const id = await queries.add('image/png', Buffer.from('bytes'));
  const { kind, path } = queries.find(id)!;
  expect([kind, readFileSync(path, 'utf8')]).toEqual(['image', 'bytes']);
  nowMs = 60 * 60_000;
  expect(queries.find(id)).toBeDefined();
  nowMs += 1;
  expect(queries.find(id)).toBeUndefined();
  await queries.add('audio/wav; codec=1', Buffer.from('more'));
  expect(existsSync(path)).toBe(false);
  await queries.close();
});

test('at most a hundred are kept, the newest', async () => {
  const queries = mediaQueries();
  const ids: string[] = [];
  for (let i = 0; i < 102; i++) ids.push(await queries.add('audio/wav', Buffer.from(`${i}`)));
  expect(ids.map((id) => queries.find(id) !== undefined).indexOf(true)).toBe(2);
  const { path } = queries.find(ids[101]!)!;
  await queries.close();
  expect(existsSync(path)).toBe(false);
});

test.each(['text/html', '', 'imagex/png', 'image'])('the content type %j is refused', async (type) => {
  await expect(mediaQueries().add(type, Buffer.from('x'))).rejects.toThrow(`expected an image or audio, got ${JSON.stringify(type)}.`);
});
