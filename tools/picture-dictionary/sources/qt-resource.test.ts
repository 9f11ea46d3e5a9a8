import { readQtResource } from './qt-resource.ts';
import { qtResource } from './qt-resource.test.support.ts';

test('files come with their path and content, compressed or not', () => {
  const files = { 'a/b/short.txt': 'short', 'a/long.txt': 'long '.repeat(100), 'ä.txt': '' };
  const read = readQtResource(qtResource(files));
  expect(Object.fromEntries([...read].map(([path, content]) => [path, content.toString()]))).toEqual(files);
});

test('anything else is refused', () => {
  expect(() => readQtResource(Buffer.from('RIFF....WAVEfmt '))).toThrow('readQtResource: expected "qres", got RIFF');
});
