import { speakerOf, withoutMarkup } from './markup.ts';

test('tags, positions, times and entities become words', () => {
  expect(withoutMarkup('{\\an8}<i>Guten  Abend</i> &amp;\n<00:01.000><c.yellow> hallo </c>\n \u200fשלום')).toBe(
    'Guten Abend &\nhallo\nשלום',
  );
  expect(withoutMarkup('2 < 3 and 5 > 4')).toBe('2 < 3 and 5 > 4');
});

test('a cue with one speaker names it', () => {
  expect(speakerOf('<v.loud Ann Lee>Yes.</v>')).toBe('Ann Lee');
  expect(speakerOf('<v Ann>Yes.</v> <v Bob>No.</v>')).toBeUndefined();
});
