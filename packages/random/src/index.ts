export { seededRandom, type Random } from './random.ts';
