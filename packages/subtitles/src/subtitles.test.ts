import { damageRemarks } from './subtitles.ts';

const damage = (line: number, lost: boolean) => ({ where: `line ${line}`, problem: 'expected an end, got none', lost });

test('damaged cues are counted, lost ones apart from corrected ones, and the first five are named', () => {
  const damages = [...[1, 2, 3, 4, 5, 6, 7].map((line) => damage(line, true)), damage(9, false)];
  const problem = 'expected an end, got none';
  expect(damageRemarks(damages)).toEqual([
    `7 damaged cues skipped (${[1, 2, 3, 4, 5].map((line) => `line ${line}: ${problem}`).join('; ')}; and 2 more)`,
    `1 damaged cue corrected (line 9: ${problem})`,
  ]);
  expect(damageRemarks([])).toEqual([]);
});
