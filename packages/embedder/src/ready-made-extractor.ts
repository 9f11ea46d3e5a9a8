import { UnusableMediaError, type Extractor } from '@mmae/samples';

/**
 * The extractor of a modality whose features were made elsewhere: rows pass as they are, and all that is learnt from train is their width.
 * There is nothing that it could extract: media of such a modality come as rows, never as files.
 */
export function readyMadeExtractor(): Extractor<Float32Array> {
  let featureLength = 0;
  return {
    extract: () =>
      Promise.reject(
        new UnusableMediaError(
          'ready-made: this modality is learnt from features made elsewhere, which no media here become. Give its features.',
        ),
      ),
    fit(train) {
      for (const { length } of train) featureLength = length;
    },
    get featureLength() {
      return featureLength;
    },
    transform: (raw) => expectWidth(raw, featureLength),
    numCopies: 0,
    augment: () => [],
    toBytes: ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    fromBytes: (bytes) => new Float32Array(bytes.slice().buffer),
    state: () => ({ json: { extractor: 'ready-made', featureLength }, tensors: {} }),
    restore: ({ json }) => void (featureLength = (json as { featureLength: number }).featureLength),
  };
}

function expectWidth(raw: Float32Array, featureLength: number): Float32Array {
  if (raw.length === featureLength) return raw;
  throw new RangeError(
    `readyMadeExtractor: expected ${featureLength} numbers a row as train has, got ${raw.length}. Make the features of new media by the same model.`,
  );
}
