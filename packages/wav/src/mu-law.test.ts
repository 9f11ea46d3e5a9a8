import { encodeMuLaw } from './mu-law.ts';

// Python 3.11: audioop.lin2ulaw(struct.pack('<h', value), 2)
test.each([
  [0, 255],
  [1, 255],
  [8, 254],
  [-8, 126],
  [33, 251],
  [132, 239],
  [-132, 111],
  [1000, 206],
  [-1000, 78],
  [4000, 175],
  [-12345, 23],
  [20000, 140],
  [32635, 128],
  [-32635, 0],
  [32767, 128],
  [-32768, 0],
])('%i is %i in µ-law', (value, code) => expect(encodeMuLaw(value)).toBe(code));
