import { join } from 'node:path';
import { resolveOptions } from '@mmae/input';
import { audioOptions, logMel, mfcc } from '@mmae/audio-features';
import { row as rowOf } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { writeNpy } from '@mmae/tensor-files';
import { everyNth, readMatrix } from '../data.ts';
import type { WorkRow } from '../row.ts';

const [numClips, sampleRateHz] = [1000, 16_000];

/** Each clip is a gliding tone with overtones in noise. */
async function makeData(folder: string): Promise<void> {
  const random = seededRandom(1);
  const samples = new Float32Array(numClips * sampleRateHz);
  for (let clip = 0; clip < numClips; clip++) {
    const [hz, glide, noise] = [80 + 400 * random.next(), 200 * random.normal(), 0.1 * random.next()];
    for (let t = 0; t < sampleRateHz; t++) {
      const phase = (2 * Math.PI * t * (hz + (glide * t) / sampleRateHz)) / sampleRateHz;
      const tone = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(5 * phase);
      samples[clip * sampleRateHz + t] = 0.3 * tone + noise * random.normal();
    }
  }
  await writeNpy(join(folder, 'clips.npy'), { shape: [numClips, sampleRateHz], data: samples });
}

const librosa = { convention: 'librosa', sampleRateHz } as const;

export const row: WorkRow = {
  title: 'MFCC and log-mel of 1,000 one-second clips',
  peer: { name: 'librosa', script: 'audio' },
  target: 0.5,
  tolerances: { mfcc: 1e-4, 'log-mel': 1e-4 },
  makeData,
  async prepare(folder) {
    const clips = await readMatrix(folder, 'clips.npy');
    const mfccOf = mfcc(resolveOptions('audioOptions', audioOptions, { ...librosa, features: 'mfcc' }));
    const logMelOf = logMel(resolveOptions('audioOptions', audioOptions, { ...librosa, features: 'logMel' }));
    return () => {
      const features = Array.from({ length: numClips }, (_, i) => ({ mfcc: mfccOf(rowOf(clips, i)), logMel: logMelOf(rowOf(clips, i)) }));
      return () => ({
        mfcc: features.flatMap(({ mfcc }) => Array.from(everyNth(mfcc.data, 37))),
        'log-mel': features.flatMap(({ logMel }) => Array.from(everyNth(logMel.data, 97))),
      });
    };
  },
};
