import { resolveOptions } from '@mmae/input';
import { shotDetector, stillScore, type AwaitedShotDetector, type Findings, type FrameMeasures, type Transition } from '@mmae/shots';
import { openTransnet } from '../network/transnet.ts';
import { learnedShotOptions, type LearnedShotDetectorOptions } from './learned-shot-options.ts';
import { transitionFinder } from './transition-finder.ts';
import { probabilityStream, type FrameProbabilities } from './windows.ts';

/**
 * Finds shot boundaries with TransNetV2. It has the interface of `shotDetector` of `@mmae/shots`, except that its calls are awaited, each before the
 * next; black stretches and measures of frames are those of that detector. `end` frees the memory of the network.
 *
 * @throws InputError if an option is not valid, or if the network or its runtime is not set up
 */
export async function learnedShotDetector(options: LearnedShotDetectorOptions = {}): Promise<AwaitedShotDetector> {
  const { framesPerSecond, minScore, numThreads } = resolveOptions('learnedShotDetector', learnedShotOptions, options);
  const transnet = await openTransnet({ numThreads });
  const stream = probabilityStream(transnet);
  const classical = shotDetector({ framesPerSecond });
  const finder = transitionFinder({ minScore, framesPerSecond });
  const undecided: FrameMeasures[] = [];

  function transitionsIn({ values }: FrameProbabilities): Transition[] {
    const measures = undecided.splice(0, values.length / 2);
    return measures.flatMap((frame, i) =>
      finder.push({ middle: values[2 * i], inside: values[2 * i + 1], isFlat: stillScore(frame) === 0 }),
    );
  }

  return {
    async push(pixels): Promise<Findings> {
      const { measures, blackStretches } = classical.push(pixels);
      undecided.push(...measures);
      const probabilities = await stream.push(pixels);
      return { transitions: probabilities ? transitionsIn(probabilities) : [], measures, blackStretches };
    },
    async end(): Promise<Findings> {
      const { measures, blackStretches } = classical.end();
      const transitions: Transition[] = [];
      for await (const probabilities of stream.end()) transitions.push(...transitionsIn(probabilities));
      transitions.push(...finder.end());
      await transnet.close();
      return { transitions, measures, blackStretches };
    },
  };
}
