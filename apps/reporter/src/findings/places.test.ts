import type { SampleRow } from '@mmae/run-folder';
import { placeOf, placesOf } from './places.ts';

const sample = (id: string, extra: Record<string, string>): SampleRow => ({ id, split: 'test', media: {}, present: [], extra });

test('an item of a film has the name of the film and the timecode as its place', () => {
  const samples = [
    sample('a/1', { asset: 'news/a.mxf', timecode: '10:00:15:05' }),
    sample('b', { asset: '', timecode: '' }),
    sample('c', {}),
  ];
  expect([...placesOf(samples)]).toEqual([['a/1', 'a.mxf 10:00:15:05']]);
  expect(placeOf(sample('d', { timecode: '10:00:00:00' }))).toBe('10:00:00:00');
});
