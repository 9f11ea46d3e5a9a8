export { concatColumns, matrix, row, selectRows, type Matrix } from './matrix.ts';
export { seededRandom, type Random } from './random.ts';
