import { toDuration, toSize, type Progress } from '@mmae/command-line';
import type { FetchPartsOptions } from '../fetch/fetch-parts.ts';

/** Shows the progress of a download, "fetch: 412 MB of 3.4 GB, 1203 of 135104 files", and at its end how long it took. */
export function downloadProgress(progress: Progress): Pick<FetchPartsOptions, 'onMissing' | 'onPart' | 'onBytes'> {
  const startMs = performance.now();
  const total = { bytes: 0, files: 0 };
  const done = { bytes: 0, files: 0 };
  const update = () => progress.update(`fetch: ${toSize(done.bytes)} of ${toSize(total.bytes)}, ${done.files} of ${total.files} files`);
  return {
    onMissing(missing) {
      total.files = missing.length;
      total.bytes = missing.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
    },
    onBytes(numBytes) {
      done.bytes += numBytes;
      update();
    },
    onPart() {
      done.files++;
      update();
      if (done.files < total.files) return;
      progress.say(`fetched: ${done.files} files, ${toSize(done.bytes)} in ${toDuration((performance.now() - startMs) / 1000)}`);
    },
  };
}
