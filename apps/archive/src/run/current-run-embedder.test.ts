import { currentRunEmbedder } from './current-run-embedder.ts';

test('queries are embedded with the current run, which is opened once', async () => {
  let version: string | undefined;
  const opened: string[] = [];
  const embed = currentRunEmbedder(
    { currentRun: () => (version === undefined ? undefined : { folder: `/runs/${version}`, name: 'run', version, modalities: ['text'] }) },
    (folder) => {
      opened.push(folder);
      return async () => ({ embedding: Float32Array.of(opened.length), isUnlikeTrain: false });
    },
  );
  const ask = async () => [...(await embed({ kind: 'text', text: 'sea' })).embedding];
  await expect(ask()).rejects.toThrow('search: expected an archive that was indexed, got none. Run mmae-archive index first.');
  version = 'v1';
  expect([await ask(), await ask()]).toEqual([[1], [1]]);
  version = 'v2';
  expect([await ask(), opened]).toEqual([[2], ['/runs/v1', '/runs/v2']]);
});
