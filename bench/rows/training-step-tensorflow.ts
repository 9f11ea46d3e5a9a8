import { trainingStepRow } from '../training-step.ts';

export const row = trainingStepRow({ engine: 'tensorflow', target: 1.25 });
