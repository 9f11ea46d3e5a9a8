import * as tf from '@tensorflow/tfjs-core';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import type { EngineStarter } from './engine.ts';

/** Plain JavaScript: slow, runs everywhere, and is what the other engines are compared with. */
export const cpuEngine: EngineStarter = {
  remedy: 'Install @tensorflow/tfjs-backend-cpu',
  async start() {
    const { version_cpu: version } = await import('@tensorflow/tfjs-backend-cpu');
    if (!tf.getKernel('ReluGrad', 'cpu')) registerReluGradient('cpu');
    await tf.setBackend('cpu');
    return { description: `tfjs cpu ${version}` };
  },
};
