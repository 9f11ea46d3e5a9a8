import { openEncoder } from './open-encoder.ts';
import { readEncoder } from './read-encoder.ts';
import { writeTinyTable } from './tiny-encoder.test.support.ts';

const idsOf = (...ids: bigint[]) => ({ input_ids: { type: 'int64', data: BigInt64Array.from(ids), shape: [1, ids.length] } as const });

test('a static encoder averages the embeddings of tokens', async () => {
  const encoder = await openEncoder(readEncoder(await writeTinyTable(), 'text'));
  expect([...(await encoder.encode({ inputs: idsOf(1n, 3n) })).data]).toEqual([2, 2]);
  expect([...(await encoder.encode({ inputs: idsOf(1n, 3n), mask: [0, 1] })).data]).toEqual([3, 4]);
  expect([...(await encoder.encode({ inputs: idsOf(9n) })).data]).toEqual([3, 4]); // beyond the table: the last token
  await encoder.close();
});

test('a file without the tensor of the description is refused', async () => {
  const encoder = readEncoder(await writeTinyTable(), 'text');
  const other = { ...encoder, description: { ...encoder.description, output: { ...encoder.description.output, name: 'weight' } } };
  await expect(openEncoder(other)).rejects.toThrow(
    /expected a tensor "weight" of shape \[tokens, width\] for texts in .*, got table \[4, 2\]\. Correct the description\./,
  );
});
