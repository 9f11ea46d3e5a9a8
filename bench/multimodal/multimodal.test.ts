// Covers `choose.ts`, `embed.ts`, `features.ts`, `held-out.ts`, `partner-rank.ts` and `table.ts`. Methods are fitted where their packages are installed.
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import type { SampleRow } from '@mmae/run-folder';
import { readSafetensors } from '@mmae/tensor-files';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspace } from '../../tools/src/workspace.ts';
import { choose } from './choose.ts';
import { embed, type Request } from './embed.ts';
import { saveFeatures } from './features.ts';
import { heldOut } from './held-out.ts';
import { methods } from './methods.ts';
import { partnerRank } from './partner-rank.ts';
import { peersTable } from './table.ts';

const modalities = ['audio', 'image'];
const sample = (split: SampleRow['split'], audio: string, image: string): SampleRow => ({
  ...{ id: '', split, extra: {}, media: { audio, image } },
  present: modalities.filter((modality) => ({ audio, image })[modality] !== ''),
});

test('validation rows are held out, and what shares media with them is not fitted meanwhile', () => {
  const samples = [
    sample('train', 'a', 'p'),
    sample('test', 'a', 'q'),
    sample('validation', 'b', 'r'),
    sample('train', 'b', 's'), // the clip of a held-out row
    sample('train', 'c', ''), // no pair
    sample('train', 'd', 't'),
  ];
  expect(heldOut(samples, [0, 3, 4, 5], modalities)).toEqual({ held: [2], fit: [0, 3] });
});

test('without validation rows, a fifth of train or 200 rows are held out', () => {
  const samples = Array.from({ length: 50 }, (_, i) => sample('train', `a${i}`, `p${i >> 1}`));
  const { held, fit } = heldOut(samples, [...samples.keys()], modalities);
  expect(held).toHaveLength(10);
  expect(fit.some((row) => held.includes(row) || held.includes(row ^ 1))).toBe(false); // two rows share an image
  expect(heldOut(samples, [...samples.keys()], modalities)).toEqual({ held, fit });
});

const circle = (turned: number) =>
  matrix(
    12,
    2,
    Float32Array.from({ length: 24 }, (_, k) => Math[k % 2 ? 'sin' : 'cos'](((k >> 1) + turned) * (Math.PI / 6))),
  );

test('on a circle turned by 1.1 steps the partner is third: partner rank 1/3', () => {
  expect(partnerRank({ audio: circle(0), image: circle(1.1), 'audio+image': matrix(12, 3) }, [...Array(12).keys()])).toBeCloseTo(1 / 3, 10);
  expect(partnerRank({ audio: circle(0), image: circle(0.1) }, [3, 4, 7])).toBe(1);
});

test('the settings with the best partner rank are chosen, with their epochs', async () => {
  const asked: Request[] = [];
  const fitAndEmbed = async (request: Request) => {
    asked.push(request);
    return { embeddings: { audio: circle(0), image: circle(Number(request.settings.turned)) }, epochs: asked.length };
  };
  const method = { title: '', candidates: [{ turned: 2.2 }, { turned: 0.2 }, { turned: 1.2 }] };
  const { settings, epochs, tried } = await choose('any', method, { held: [...Array(12).keys()], fit: [20] }, 7, fitAndEmbed);
  expect([settings, epochs, tried.length]).toEqual([{ turned: 0.2 }, 2, 3]);
  expect(asked[0]).toMatchObject({ method: 'any', seed: 7, fit: [20] });
});

test('the best mean of each column is bold', () => {
  const lines = [
    { name: 'first', scores: [{ nmi: 0.5, knnAccuracy: 0.9 }] },
    { name: 'second', scores: [{ nmi: 0.75, knnAccuracy: 0.25, probeAccuracy: 0.5 }] },
  ];
  const [head, , first, second] = peersTable(lines, 1).split('\n');
  expect(head).toMatch(/^\| mean of 1 seeds \| NMI .* \| linear probe \| k-NN \|$/);
  expect(first).toBe('| first | .500 | – | – | – | – | – | – | – | **.900** |');
  expect(second).toBe('| second | **.750** | – | – | – | – | – | – | **.500** | .250 |');
});

describe('features and methods', () => {
  const random = seededRandom(1);
  const [numRows, numTrain] = [160, 120];
  const shared = Array.from({ length: numRows }, () => [random.normal(), random.normal()]);
  const noisy = (numColumns: number): Matrix =>
    matrix(numRows, numColumns, Float32Array.from({ length: numRows * numColumns }, (_, k) => shared[Math.floor(k / numColumns)][k % 2] + 0.3 * random.normal())); // prettier-ignore
  const ids = shared.map((_, i) => `${i}`);
  const blocks = { audio: noisy(80), image: noisy(70) };
  const present = { audio: new Uint8Array(numRows).fill(1), image: new Uint8Array(numRows).fill(1) };
  const trainBlocks = Object.fromEntries(
    Object.entries(blocks).map(([name, { numColumns, data }]) => [
      name,
      matrix(numTrain, numColumns, data.slice(0, numTrain * numColumns)),
    ]),
  );
  const train = { ids: ids.slice(0, numTrain), blocks: trainBlocks, present, copies: { image: [trainBlocks.image, trainBlocks.image] } };
  const file = join(mkdtempSync(join(tmpdir(), 'features-')), 'features.safetensors');
  beforeAll(() => saveFeatures(file, { all: { ids, blocks, present }, train }));

  test('the file has every row, the train rows, and their copies', async () => {
    const { tensors } = await readSafetensors(file);
    expect(Object.keys(tensors).sort()).toEqual(['copy.0.image', 'copy.1.image', 'row.audio', 'row.image', 'train']);
    expect([...(tensors.train.data as Int32Array)]).toEqual([...Array(numTrain).keys()]);
    expect(tensors['row.image']).toMatchObject({ shape: [numRows, 70], data: blocks.image.data });
  });

  const python = join(workspace, '.bench/multimodal/venv/bin/python');
  const installed = existsSync(python) ? test : test.skip;
  installed.each(Object.keys(methods))('%s finds partners among rows that it was not fitted on', async (method) => {
    const [fit, held] = [[...Array(100).keys()], [...Array(20).keys()].map((i) => 100 + i)];
    const request = { method, settings: methods[method].candidates[1], seed: 0, fit };
    const { epochs } = await embed(python, file, { ...request, held });
    const { embeddings } = await embed(python, file, { ...request, held: [], epochs: epochs ?? undefined });
    expect(Object.keys(embeddings).sort()).toEqual(['audio', 'audio+image', 'image']);
    expect(embeddings.audio.numRows).toBe(numRows);
    const unseen = Array.from({ length: numRows - numTrain }, (_, i) => numTrain + i);
    expect(partnerRank(embeddings, unseen)).toBeGreaterThan(0.2); // chance is .11
  });
});
