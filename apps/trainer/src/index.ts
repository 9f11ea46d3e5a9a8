export { experimentSchema } from './experiment.ts';
export { ablationSchema } from './ablation/read-ablation.ts';
