import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { openArchive, type Archive } from '@mmae/archive-store';
import { allAssets } from './all-assets.ts';
import { mmaeArchive } from './mmae-archive.ts';

/** Runs `mmae-archive`. @returns its exit code, and what it wrote to stdout and stderr */
export async function runArchive(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const streams = recordingStreams();
  const code = await mmaeArchive(args, streams);
  return { code, out: streams.written.out, err: streams.written.error };
}

/** Reads from an archive, which is closed afterwards. */
export function readArchive<Result>(folder: string, read: (archive: Archive) => Result): Result {
  const archive = openArchive(folder, { readOnly: true });
  try {
    return read(archive);
  } finally {
    archive.close();
  }
}

/** What an archive holds, without keys and times, to be compared with another. */
export const contentsOf = (folder: string) =>
  readArchive(folder, (archive) => ({
    run: archive.currentRun()?.version,
    assets: [...allAssets(archive)].map(({ key, addedAt: _, ...asset }) => ({
      ...asset,
      samples: archive
        .samplesOf(key)
        .map(({ key: sampleKey, assetKey: _asset, ...sample }) => ({ ...sample, tags: archive.tagsOf(sampleKey) })),
    })),
  }));
