import { resolveOptions } from '@mmae/input';
import { shotDetector, stillScore, type AwaitedShotDetector, type Findings, type FrameMeasures, type Transition } from '@mmae/shots';
import { sharedTransnet } from '../network/shared-transnet.ts';
import { learnedShotOptions, type LearnedShotDetectorOptions } from './learned-shot-options.ts';
import { transitionFinder } from './transition-finder.ts';
import { probabilityStream, type FrameProbabilities } from './windows.ts';

/**
 * Finds shot boundaries with TransNetV2. It has the interface of `shotDetector` of `@mmae/shots`, except that its calls are awaited, each before the
 * next; black stretches and measures of frames are those of that detector.
 *
 * @throws InputError if an option is not valid, or if the network or its runtime is not set up
 */
export async function learnedShotDetector(options: LearnedShotDetectorOptions = {}): Promise<AwaitedShotDetector> {
  const { framesPerSecond, minScore, numThreads } = resolveOptions('learnedShotDetector', learnedShotOptions, options);
  const stream = probabilityStream(await sharedTransnet(numThreads));
  const classical = shotDetector({ framesPerSecond });
  const finder = transitionFinder({ minScore, framesPerSecond });
  const measures: FrameMeasures[] = [];
  const probabilities: number[] = [];

  /** Judges the frames of which both are known. */
  function judge(found: Findings, judged: FrameProbabilities | undefined): Transition[] {
    measures.push(...found.measures);
    probabilities.push(...(judged?.values ?? []));
    const numFrames = Math.min(measures.length, probabilities.length / 2);
    const values = probabilities.splice(0, 2 * numFrames);
    return measures
      .splice(0, numFrames)
      .flatMap((frame, i) => finder.push({ middle: values[2 * i], inside: values[2 * i + 1], isFlat: stillScore(frame) === 0 }));
  }

  return {
    async push(pixels): Promise<Findings> {
      const found = classical.push(pixels);
      return { ...found, transitions: judge(found, await stream.push(pixels)) };
    },
    async end(): Promise<Findings> {
      const found = classical.end();
      const transitions = judge(found, undefined);
      for await (const part of stream.end()) transitions.push(...judge({ ...found, measures: [] }, part));
      transitions.push(...finder.end());
      return { ...found, transitions };
    },
  };
}
