import * as tf from '@tensorflow/tfjs-core';
import type { EngineStarter } from './engine.ts';

/** Plain JavaScript: slow, runs everywhere, and is what the other engines are compared with. */
export const cpuEngine: EngineStarter = {
  remedy: 'Install @tensorflow/tfjs-backend-cpu',
  async start() {
    const { version_cpu: version } = await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    return `tfjs cpu ${version}`;
  },
};
