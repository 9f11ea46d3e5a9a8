import { itemName, mediaElement, mediaStore, shortened } from './media-store.ts';

const picture = { kind: 'picture', mediaType: 'image/png', bytes: Buffer.alloc(300) } as const;

test('what is shown twice is stored once', () => {
  const store = mediaStore(1000);
  expect([store.add(picture), store.add(picture), store.add({ ...picture, bytes: Buffer.alloc(3) })]).toEqual(['m0', 'm0', 'm1']);
  expect(store.toScript().markup.match(/data:image\/png;base64,/g)).toHaveLength(2);
});

test('media beyond the budget are left out, with a note, and counted once each', () => {
  const store = mediaStore(500);
  const late = { ...picture, bytes: Buffer.alloc(300) };
  mediaElement(store, picture, 'a');
  expect(mediaElement(store, late, 'b').markup).toBe('<span class="left-out">image left out</span>');
  mediaElement(store, late, 'b');
  expect(store.numLeftOut()).toBe(1);
});

test('a text is cut between words', () => {
  expect(shortened('a bird in the hand', 10)).toBe('a bird in …');
  expect(shortened('short', 10)).toBe('short');
});

test('the name of a shot has its film and timecode', () => {
  const shot = { id: 'a/1', split: 'test', media: {} } as const;
  const places = new Map([['a/1', 'a.mxf 10:00:00:00']]);
  expect(itemName(shot, places).markup).toBe('<bdi>a/1</bdi> <small><bdi>a.mxf 10:00:00:00</bdi></small>');
  expect(itemName({ ...shot, id: 'b', label: 'gull' }, places).markup).toBe('<bdi>gull</bdi>');
});
