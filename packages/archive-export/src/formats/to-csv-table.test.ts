import { parseCsv } from '@mmae/csv';
import { film, image, options } from '../films.test.support.ts';
import { toCsvTable } from './to-csv-table.ts';

const rows = () => {
  const [header, ...cells] = parseCsv(toCsvTable([film('29.97df', '00:59:58;00', [0, 60, 90]), image()], options), { mixedLineEnds: true });
  return cells.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
};

test('a row for each tag, and one for a shot without tags', () => {
  expect(rows().map(({ timecode, label }) => [timecode, label])).toEqual([
    ['00:59:58;00', 'birds'],
    ['00:59:58;00', '“R&D” --> </x>\u0001 二'],
    ['00:59:58;00', 'rain'],
    ['01:00:00;00', ''],
    ['', 'rain'],
  ]);
});

test('a row has the sample, its text, and where the tag comes from', () => {
  expect(rows()[2]).toEqual({
    asset: 'abababababababab',
    path: 'news/E 204101ä.mp4',
    title: 'Wings & water',
    sample: 'abababababababab:0-60',
    from: '0',
    to: '60',
    timecode: '00:59:58;00',
    endTimecode: '01:00:00;00',
    rate: '30000/1001df',
    language: 'en',
    text: 'Two white birds,\nsearching the water.',
    label: 'rain',
    concept: 'medtop:20001131',
    conceptName: 'weather warning',
    origin: 'machine',
    who: '',
    at: '',
    confidence: '0.625',
    kind: 'label',
    readFrom: 'audio+image',
    runVersion: '3f2a91',
  });
});
