/** Samples of all chosen tracks, mixed. */
export interface MixedAudio {
  /** position in the film, in samples */
  readonly from: number;
  readonly samples: Int16Array<ArrayBuffer>;
}

export interface AudioMixer {
  /** adds samples of one track at a time of the film, and yields what is final with them */
  add(track: number, seconds: number, samples: Int16Array): Generator<MixedAudio>;
  /** yields the rest */
  end(): Generator<MixedAudio>;
  /** samples that came after their time was over */
  numTooLate(): number;
}

/** Time stamps of consecutive packets may differ by so much from the samples between them: containers round. Beyond it, samples are missing or too many. */
const toleranceSeconds = 0.03;

/** How far the other tracks go ahead of one that has no audio. */
const patienceSeconds = 10;

/**
 * Lays the tracks of a film on its time line and mixes them: the mean of all tracks at each sample, silence where a track has none.
 * Time 0 is the first frame: what is earlier is cut, and a track that starts later is padded.
 */
export function audioMixer(numTracks: number, sampleRateHz: number): AudioMixer {
  const capacity = Math.ceil((patienceSeconds + 6) * sampleRateHz);
  const blockLength = Math.ceil(sampleRateHz / 2);
  const sums = new Int32Array(capacity); // a ring: sample i of the film is at i % capacity
  const ends = new Array<number>(numTracks).fill(-Infinity); // the sample after the last of each track
  let first = 0; // the first sample that is not final
  let numTooLate = 0;

  function* add(track: number, seconds: number, samples: Int16Array): Generator<MixedAudio> {
    let from = Math.round(seconds * sampleRateHz);
    if (Math.abs(from - ends[track]!) <= toleranceSeconds * sampleRateHz) from = ends[track]!;
    const earliest = Math.max(ends[track]!, first);
    const cut = Math.max(0, Math.min(samples.length, earliest - from));
    numTooLate += Math.max(0, Math.min(first, from + samples.length) - Math.max(from, ends[track]!, 0));
    for (let at = cut; at < samples.length;) {
      const length = Math.min(samples.length - at, blockLength);
      yield* advance(from + at + length - capacity);
      for (let i = at; i < at + length; i++) sums[(from + i) % capacity]! += samples[i]!;
      at += length;
    }
    ends[track] = Math.max(ends[track]!, from + samples.length);
    const slowest = Math.max(Math.min(...ends), Math.max(...ends) - patienceSeconds * sampleRateHz);
    if (slowest - first >= blockLength) yield* advance(slowest);
  }

  /** Yields the samples before `to`. */
  function* advance(to: number): Generator<MixedAudio> {
    while (first < to) {
      const length = Math.min(to - first, blockLength);
      const samples = new Int16Array(length);
      for (let i = 0; i < length; i++) {
        const at = (first + i) % capacity;
        samples[i] = Math.round(sums[at]! / numTracks);
        sums[at] = 0;
      }
      first += length;
      yield { from: first - length, samples };
    }
  }

  return { add, end: () => advance(Math.max(0, ...ends)), numTooLate: () => numTooLate };
}
