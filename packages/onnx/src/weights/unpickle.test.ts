import { unpickle } from './unpickle.ts';

const scope = { call: (name: string, args: unknown[]) => ({ name, args }), load: (identifier: unknown) => ({ identifier }) };
const read = (bytes: string) => unpickle(Buffer.from(bytes, 'latin1'), scope);

// pickle.dumps(value, 2), and opcodes by hand
test.each([
  ['\x80\x02K\x05.', 5],
  ['\x80\x02M\x39\x30.', 12345],
  ['\x80\x02J\xfe\xff\xff\xff.', -2],
  ['\x80\x02X\x03\x00\x00\x00\xc3\xa9!q\x00.', 'é!'],
  ['\x80\x02\x88.', true],
  ['\x80\x02K\x01\x89\x86q\x00.', [1, false]],
  ['\x80\x02(K\x01K\x02K\x03K\x04tq\x00.', [1, 2, 3, 4]],
  ['\x80\x02}q\x00X\x01\x00\x00\x00aq\x01K\x01s.', new Map([['a', 1]])],
  ['\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01K\x01X\x01\x00\x00\x00bq\x02h\x01u.', new Map<string, unknown>([['a', 1], ['b', 'a']])], // prettier-ignore
  ['\x80\x02ctorch\nfloat\nK\x01\x85R.', { name: 'torch.float', args: [1] }],
  ['\x80\x02X\x01\x00\x00\x00sQ.', { identifier: 's' }],
  ['\x80\x02K\x07}b.', 7],
])('%j', (bytes, value) => {
  expect(read(bytes)).toEqual(value);
});

test.each([
  ['\x80\x02K', 'expected STOP at the end, got the end of the pickle after 3 bytes'],
  ['\x80\x02X\xff\x00\x00\x00abc', 'expected STOP at the end, got the end of the pickle after 10 bytes'],
  ['\x80\x02cos\nsystem\n\x81.', 'expected an opcode of a dictionary of tensors, got "\x81" at byte 13'],
  ['\x80\x02t.', 'expected a mark, got none'],
  ['\x80\x02K\x01K\x02\x85R.', 'expected a call of a function, got number'],
  ['\x80\x02K\x01K\x02K\x03s.', 'expected a dictionary to fill, got number'],
])('%j is refused', (bytes, message) => {
  expect(() => read(bytes)).toThrow(`unpickle: ${message}. The file is damaged, or holds more than tensors.`);
});
