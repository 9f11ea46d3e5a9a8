import { adtsFrameLength, mpegFrameLength, mpegLayer } from './mpeg-audio.ts';

test.each([
  ['MPEG-1 layer III, 128 kbit/s, 44.1 kHz', [0xff, 0xfb, 0x90, 0x00], 3, 417],
  ['the same with padding', [0xff, 0xfb, 0x92, 0x00], 3, 418],
  ['MPEG-1 layer II, 192 kbit/s, 48 kHz', [0xff, 0xfd, 0xa4, 0x00], 2, 576],
  ['MPEG-1 layer I, 384 kbit/s, 48 kHz', [0xff, 0xff, 0xc4, 0x00], 1, 384],
  ['MPEG-2 layer III, 64 kbit/s, 22.05 kHz', [0xff, 0xf3, 0x80, 0x00], 3, 208],
])('%s', (_, header, layer, length) => {
  expect(mpegLayer(Uint8Array.from(header))).toBe(layer);
  expect(mpegFrameLength(Uint8Array.from(header))).toBe(length);
});

test('reserved values and a free bit rate do not make a frame', () => {
  for (const header of [[0xff, 0xeb, 0x90, 0], [0xff, 0xf9, 0x90, 0], [0xff, 0xfb, 0x9c, 0], [0xff, 0xfb, 0x00, 0], [0xfe, 0xfb, 0x90, 0]])
    expect(mpegFrameLength(Uint8Array.from(header))).toBe(0); // prettier-ignore
});

test('the length of an ADTS frame has 13 bits', () => {
  expect(adtsFrameLength(Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 0x2e, 0x7f, 0xfc))).toBe(0x173);
  expect(adtsFrameLength(Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 0x00, 0xe0, 0xfc))).toBe(0); // no longer than its header
});
