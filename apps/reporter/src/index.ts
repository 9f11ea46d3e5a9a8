export { mmaeReport } from './main.ts';
