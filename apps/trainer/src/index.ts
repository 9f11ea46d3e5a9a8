export { experimentSchema } from './experiment.ts';
export { ablationSchema } from './read-ablation.ts';
