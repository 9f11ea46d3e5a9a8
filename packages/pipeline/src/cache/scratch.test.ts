import { matrix, selectRows } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScratch } from './scratch.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'mmae-scratch-'))));
afterAll(() => rmSync(folder, { recursive: true }));

test('rows can be read in any order and repeatedly; rows that were never written are zero', () => {
  const random = seededRandom(1);
  const made = () => matrix(50, 3, Float32Array.from({ length: 150 }, random.normal));
  const scratch = openScratch(folder);
  const blocks = [made(), made()].map((values) => ({ values, stored: scratch.block(60, 3) }));
  for (const { values, stored } of blocks) {
    stored.write(
      30,
      selectRows(
        values,
        Array.from({ length: 20 }, (_, i) => 30 + i),
      ),
    );
    stored.write(
      0,
      selectRows(
        values,
        Array.from({ length: 30 }, (_, i) => i),
      ),
    );
  }
  for (const { values, stored } of blocks) {
    const indices = [7, 8, 9, 3, 49, 49, 0];
    expect(stored.read(indices)).toEqual(selectRows(values, indices));
    expect([...stored.read([55]).data]).toEqual([0, 0, 0]);
  }
  scratch.close();
});

test('the file has no name while it is open', () => {
  const scratch = openScratch(folder);
  scratch.block(10, 10).write(0, matrix(10, 10));
  expect(readdirSync(folder)).toEqual([]);
  scratch.close();
});

test('a folder that cannot be written to is reported with a remedy', () => {
  expect(() => openScratch('/dev/null/cache')).toThrow('scratch: expected to write /dev/null/cache');
});
