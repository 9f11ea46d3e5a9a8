import type { FetchPartsOptions } from '../fetch/fetch-parts.ts';

const intervalMs = 2000;

/**
 * Says at most every two seconds how far a download is: "fetch: 412 of 3412 MB, 1203 of 135104 files".
 *
 * @param now in milliseconds
 */
export function fetchProgress(
  say: (line: string) => void,
  now: () => number = Date.now,
): Pick<FetchPartsOptions, 'onMissing' | 'onPart' | 'onBytes'> {
  const total = { bytes: 0, files: 0 };
  const done = { bytes: 0, files: 0 };
  let saidAt = -Infinity;
  const report = (isLast = false) => {
    if (!isLast && now() - saidAt < intervalMs) return;
    saidAt = now();
    say(`fetch: ${toMegabytes(done.bytes)} of ${toMegabytes(total.bytes)} MB, ${done.files} of ${total.files} files\n`);
  };
  return {
    onMissing(missing) {
      total.files = missing.length;
      total.bytes = missing.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
    },
    onBytes(numBytes) {
      done.bytes += numBytes;
      report();
    },
    onPart() {
      done.files++;
      report(done.files === total.files);
    },
  };
}

const toMegabytes = (bytes: number) => Math.round(bytes / 1e6);
