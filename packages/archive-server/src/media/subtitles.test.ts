import { parseSubtitles } from '@mmae/subtitles';
import fc from 'fast-check';
import { toVtt } from './subtitles.ts';

test('times, speakers and characters that mean something in WebVTT', () => {
  const cues = [
    { fromSeconds: -1, toSeconds: 0.0004, text: 'before\n\nand after' },
    { fromSeconds: 3599.9996, toSeconds: 3661.5, text: 'a --> b\n<i>&', speaker: 'Ada <x>' },
    { fromSeconds: -5, toSeconds: -1, text: 'long before' },
    { fromSeconds: 2, toSeconds: 2, text: 'no time at all' },
  ];
  expect(toVtt(cues)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:00.000\nbefore\nand after\n\n01:00:00.000 --> 01:01:01.500\n<v Ada &lt;x&gt;>a --&gt; b\n&lt;i&gt;&amp;\n',
  );
});

test('what is written is read back', () => {
  const text = fc.string({ minLength: 1 }).filter((one) => /^[\x21-\x7e]+$/.test(one));
  const cue = fc
    .tuple(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 10_000 }), text)
    .map(([from, length, words]) => ({ fromSeconds: from / 1000, toSeconds: (from + length) / 1000, text: words }));
  fc.assert(
    fc.property(cue, (one) => {
      const { cues } = parseSubtitles(Buffer.from(toVtt([one])), 'vtt');
      expect(cues).toEqual([{ ...one, fromSeconds: expect.closeTo(one.fromSeconds, 5), toSeconds: expect.closeTo(one.toSeconds, 5) }]);
    }),
  );
});
