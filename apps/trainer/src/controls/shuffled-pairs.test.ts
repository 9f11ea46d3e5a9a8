import { matrix } from '@mmae/matrix';
import { withShuffledPairs } from './shuffled-pairs.ts';

test('pairs are undone; every row of every modality is still there, its mask and its copies with it', () => {
  const rows = Float32Array.from({ length: 100 }, (_, i) => i);
  const present = Uint8Array.from(rows, (i) => (i < 90 ? 1 : 0));
  const table = {
    ids: Array.from(rows, String),
    blocks: { image: matrix(100, 1, rows), text: matrix(100, 1, rows) },
    present: { image: present, text: present },
    copies: {
      text: [
        matrix(
          100,
          1,
          rows.map((i) => i + 0.5),
        ),
      ],
    },
  };
  const { ids, blocks, present: shuffledPresent, copies } = withShuffledPairs(table, 1);
  expect(ids).toEqual(table.ids);
  expect([...blocks.text.data].sort((a, b) => a - b)).toEqual([...rows]);
  expect(Array.from(rows).filter((i) => blocks.image.data[i] === blocks.text.data[i]).length).toBeLessThan(8);
  blocks.text.data.forEach((value, i) => {
    expect(copies!.text[0].data[i]).toBe(value + 0.5);
    expect(shuffledPresent.text[i]).toBe(value < 90 ? 1 : 0);
  });
});
