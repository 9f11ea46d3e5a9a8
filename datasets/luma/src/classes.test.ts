import { lumaClasses, toLumaClass } from './classes.ts';

test('classes have LUMA’s numbers', () => {
  const numbers = { man: 0, boy: 1, house: 2, ship: 9, train: 13, castle: 20, sea: 25, snake: 29, lion: 32, rabbit: 35, ray: 41, bicycle: 42, wolf: 46, whale: 49 }; // prettier-ignore
  expect(Object.keys(numbers).map((label) => lumaClasses.indexOf(label))).toEqual(Object.values(numbers));
});

test('CIFAR’s names become LUMA’s', () => {
  expect(['pickup_truck', 'rose', 'horse'].map(toLumaClass)).toEqual(['truck', 'roses', 'horse']);
});
