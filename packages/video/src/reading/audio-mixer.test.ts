import fc from 'fast-check';
import { audioMixer, type MixedAudio } from './audio-mixer.ts';

const rateHz = 1000;
const ramp = (from: number, length: number) => Int16Array.from({ length }, (_, i) => from + i);

/** All that a mixer yields for packets [track, seconds, samples]; blocks must follow each other. */
function mix(numTracks: number, packets: readonly (readonly [number, number, Int16Array])[]) {
  const mixer = audioMixer(numTracks, rateHz);
  const blocks: MixedAudio[] = [];
  for (const [track, seconds, samples] of packets) blocks.push(...mixer.add(track, seconds, samples));
  blocks.push(...mixer.end());
  blocks.reduce((end, { from, samples }) => {
    expect(from).toBe(end);
    return end + samples.length;
  }, 0);
  return { samples: blocks.flatMap(({ samples }) => [...samples]), numTooLate: mixer.numTooLate() };
}

test('a track that begins later is padded, one that begins earlier is cut', () => {
  expect(mix(1, [[0, 0.003, ramp(1, 4)]]).samples).toEqual([0, 0, 0, 1, 2, 3, 4]);
  expect(mix(1, [[0, -0.003, ramp(1, 5)]]).samples).toEqual([4, 5]);
  expect(mix(1, [[0, -3, ramp(1, 5)]]).samples).toEqual([]);
  const across = [-2, -1, 0, 1].map((i) => [0, i * 0.02 + 0.005, ramp(100 * i, 20)] as const);
  expect(mix(1, across).samples).toEqual([...ramp(-85, 5), ...ramp(0, 20), ...ramp(100, 20)]);
});

test('tracks are averaged, silence included', () => {
  const packets = [
    [0, 0, Int16Array.of(100, 100, 100)],
    [1, 0.001, Int16Array.of(50, -100)],
  ] as const;
  expect(mix(2, packets).samples).toEqual([50, 75, 0]);
});

test('rounded time stamps leave no seams, missing samples become silence, surplus ones are cut', () => {
  const rounded = [0, 0.012, 0.019, 0.031].map((seconds, i) => [0, seconds, ramp(10 * i, 10)] as const);
  expect(mix(1, rounded).samples).toEqual([...ramp(0, 40)]);
  const gap = mix(1, [
    [0, 0, ramp(1, 10)],
    [0, 0.1, ramp(1, 2)],
  ]).samples;
  expect([gap.length, gap.slice(10, 100).every((value) => value === 0), gap.slice(100)]).toEqual([102, true, [1, 2]]);
  const overlap = mix(1, [
    [0, 0, ramp(1, 100)],
    [0, 0.05, ramp(51, 60)],
  ]).samples;
  expect(overlap).toEqual([...ramp(1, 110)]);
});

test('one track that never has audio holds the others up for ten seconds only', () => {
  const mixer = audioMixer(2, rateHz);
  const early = [...Array(10).keys()].flatMap((second) => [...mixer.add(0, second, new Int16Array(1000).fill(8))]);
  expect(early).toEqual([]);
  const later = [...mixer.add(0, 10, new Int16Array(1000).fill(8))];
  expect(later.map(({ from, samples }) => [from, samples.length, samples[0]])).toEqual([
    [0, 500, 4],
    [500, 500, 4],
  ]);
  const late = [...mixer.add(1, 0, new Int16Array(1500).fill(8))];
  expect(mixer.numTooLate()).toBe(1000);
  expect([...later, ...late, ...mixer.end()].flatMap(({ samples }) => [...samples])).toEqual(
    Array.from({ length: 11_000 }, (_, i) => (i >= 1000 && i < 1500 ? 8 : 4)),
  );
});

test('a gap longer than what is kept in memory is silence of the right length', () => {
  const { samples } = mix(1, [
    [0, 0, ramp(1, 3)],
    [0, 100, ramp(7, 3)],
  ]);
  expect([samples.length, samples.slice(0, 4), samples.slice(-4)]).toEqual([100_003, [1, 2, 3, 0], [0, 7, 8, 9]]);
});

test('packets of any length give the same audio', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lengths, lengths, (a, b) => {
      const packetsOf = (track: number, sizes: readonly number[]) => {
        let at = 0;
        return sizes.map((size) => {
          at += size;
          return [track, (at - size) / rateHz, ramp(at - size, size)] as const;
        });
      };
      const packets = [...packetsOf(0, a), ...packetsOf(1, b)].toSorted((x, y) => x[1] - y[1]);
      const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
      const wrapped = (i: number) => Int16Array.of(i)[0]!;
      const expected = Array.from({ length: Math.max(total(a), total(b)) }, (_, i) =>
        Math.round(((i < total(a) ? wrapped(i) : 0) + (i < total(b) ? wrapped(i) : 0)) / 2),
      );
      fc.pre(Math.abs(total(a) - total(b)) < 10_000);
      expect(mix(2, packets).samples).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
