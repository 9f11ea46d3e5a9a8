import { parseMainHeader, parseStreamHeader, parseSyncPoint } from './headers.ts';

const fourcc = [4, 0x52, 0x47, 0x42, 0x18];

test('a stream header gives the size of images, and none for audio', () => {
  expect(parseStreamHeader(Uint8Array.of(2, 0, ...fourcc, 1, 7, 0, 0, 0, 0, 48, 27))).toEqual({
    ...{ stream: 2, isAudio: false, timeBase: 1, msbPtsShift: 7 },
    ...{ width: 48, height: 27 },
  });
  expect(parseStreamHeader(Uint8Array.of(3, 1, ...fourcc, 0, 5, 0, 0, 0, 0))).toMatchObject({ isAudio: true, width: 0, height: 0 });
});

test('a sync point codes its time and time base in one number', () => {
  expect(parseSyncPoint(Uint8Array.of(0x82, 0x2f, 0), 3)).toEqual({ ticks: 101, timeBase: 0 }); // 2 · 128 + 47 = 303
  expect(parseSyncPoint(Uint8Array.of(0x82, 0x31, 0), 3)).toEqual({ ticks: 101, timeBase: 2 });
});

test('another version, and part of a header, are errors', () => {
  expect(() => parseMainHeader(Uint8Array.of(9))).toThrow('parseMainHeader: expected NUT version 2 to 4, got 9');
  expect(() => parseMainHeader(Uint8Array.of(3, 1, 100, 1, 1))).toThrow('parseMainHeader: expected a whole header, got part of one');
});
