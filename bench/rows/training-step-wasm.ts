import { trainingStepRow } from '../training-step.ts';

export const row = trainingStepRow({ engine: 'wasm', target: 6 });
