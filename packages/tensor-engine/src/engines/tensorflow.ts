import * as tf from '@tensorflow/tfjs-core';
import type { EngineStarter } from './engine.ts';

/** TensorFlow itself, through the addon of tfjs-node-gpu. */
export const tensorflowEngine: EngineStarter = {
  remedy: 'Run "mmae-engine setup tensorflow"',
  async start() {
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
    await loadAddon();
    await tf.setBackend('tensorflow');
    const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
    return `TensorFlow ${binding.TF_Version} through tfjs-node-gpu`;
  },
};

async function loadAddon(): Promise<void> {
  if (tf.findBackendFactory('tensorflow')) return;
  try {
    await import('@tensorflow/tfjs-node-gpu');
  } catch {
    throw new Error('its addon is not built');
  }
}
