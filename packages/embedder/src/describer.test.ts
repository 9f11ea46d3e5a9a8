import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDescriber, saveTagCalibration } from './describer.ts';
import type { TrainedRun } from './trained-run.ts';

test('a run that has learnt no confidences has no describer, whether it says so or has kept nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'describer-'));
  expect(await openDescriber({ folder } as TrainedRun)).toBeUndefined();
  await saveTagCalibration(folder, {});
  expect(await openDescriber({ folder } as TrainedRun)).toBeUndefined();
  rmSync(folder, { recursive: true });
});
