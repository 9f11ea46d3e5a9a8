// A run whose JSON documents are damaged is opened or refused with an explanation; nothing else happens.
import { jest } from '@jest/globals';
import { embedMedia, openTrainedRun } from '@mmae/embedder';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { loadCheckpoint, saveCheckpoint } from '@mmae/run-folder';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDescriber, saveTagCalibration } from './index.ts';

jest.setTimeout(300_000); // ten seconds on a quiet machine

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'damaged-run-'));
  await writePlantedRun(folder);
  await saveTagCalibration(folder, { 'word:title': { scores: [0.25, 0.75], confidences: [0.1, 0.9] } });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every document that differs from the given one in a single value. */
function* variantsOf(value: unknown): Generator<unknown> {
  yield* [null, {}, '1', -1];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, own] of Object.entries(value)) {
    const others = Object.entries(value).filter(([other]) => other !== key);
    yield Object.fromEntries(others);
    yield Object.fromEntries([...others, ['__proto__', own]]);
    for (const variant of variantsOf(own)) yield Object.fromEntries([...others, [key, variant]]);
  }
}

/** 'opened', 'refused', or another error. */
async function outcome(): Promise<string> {
  try {
    const run = await openTrainedRun(folder);
    await openDescriber(run);
    if (run.plan.modalities.includes('title')) await embedMedia(run, { title: { kind: 'text', text: 'sea' } });
    return 'opened';
  } catch (error) {
    const { name, message } = error as Error;
    const isSentence = name === 'RunFolderError' || /^[\w. -]+: expected /.test(message) || message.startsWith('no known word');
    return isSentence ? 'refused' : `${name}: ${message}`;
  }
}

test.each(['config.json', 'features/text.json', 'features/tags.calibration.json'])(
  '%s of another shape is opened or refused, without a checksum too',
  async (file) => {
    const document: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    rmSync(join(folder, 'checksums.json'));
    const outcomes = new Set<string>();
    const everyThird = [...variantsOf(document)].filter((_, i) => i % 3 === 0); // every kind of change occurs at some key
    for (const variant of everyThird) {
      writeFileSync(join(folder, file), JSON.stringify(variant));
      outcomes.add(await outcome());
    }
    expect([...outcomes].filter((one) => one !== 'opened').sort()).toEqual(['refused']);
  },
);

test('a checkpoint whose state has another shape is skipped for the one before, and reported', async () => {
  const { model, optimizer, state } = (await loadCheckpoint(folder))!;
  await saveCheckpoint(folder, { model, optimizer, state: { ...(state as object), position: null } });
  const { passedOver } = await openTrainedRun(folder);
  expect(passedOver).toEqual([
    expect.stringMatching(/expected state.position to be an object, got null\. .*checkpoint\/state.json was damaged/),
  ]);
});

test('where only an unfinished checkpoint is intact, the error names the damaged one', async () => {
  const { model, optimizer, state } = (await loadCheckpoint(folder))!;
  await saveCheckpoint(folder, { model, optimizer, state: { ...(state as object), finished: false } });
  await saveCheckpoint(folder, { model, optimizer, state });
  writeFileSync(join(folder, 'checkpoint/state.json'), '{}');
  await expect(openTrainedRun(folder)).rejects.toThrow(
    /got an interrupted one\.[^]*skipped a damaged newer checkpoint: .*checkpoint\/state.json/,
  );
});
