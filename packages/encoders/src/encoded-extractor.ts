import { InputError } from '@mmae/input';
import { matrix, row, type Matrix } from '@mmae/matrix';
import { UnusableMediaError, type Extractor, type Media } from '@mmae/samples';
import { isDeepStrictEqual } from 'node:util';
import type { EncoderModality } from './description.ts';
import { openEncoder, type EncoderBatch } from './open-encoder.ts';
import { readEncoder, type EncoderFileOf } from './read-encoder.ts';

/** How media of one modality become batches for an encoder. */
export interface EncodedExtractorOptions<Of extends EncoderModality> {
  readonly modality: Of;
  /** one of `shippedEncoders`, or a path ending in `.onnx` or `.safetensors` */
  readonly encoder: string;
  /** what else the embeddings depend on, as JSON */
  readonly settings: unknown;
  /** altered copies in every batch */
  readonly numCopies: number;
  batches(encoder: EncoderFileOf<Of>): Batches;
}

/** How media become batches for one encoder. */
export interface Batches {
  /** The media themselves, then altered copies. @throws UnusableMediaError */
  of(media: Media): Promise<EncoderBatch>;
  /** A batch of any content, with which the network is tried before it is used. */
  example(): EncoderBatch | Promise<EncoderBatch>;
}

/** The embeddings of media, and of altered copies of them, `[1 + numCopies, width]`; of a copy, `[1, width]`. */
export type EncodedRaw = Matrix;

interface State {
  readonly modality: EncoderModality;
  readonly encoder: string;
  readonly sha256: string;
  readonly settings: unknown;
  readonly featureLength: number;
}

/**
 * An extractor whose features are the embeddings of a pretrained network. Copies are altered before they are encoded. Nothing is learnt from train
 * rows. The encoder is read when it is first needed, so that a run can be looked at where it is not set up.
 */
export function encodedExtractor<Of extends EncoderModality>(options: EncodedExtractorOptions<Of>): Extractor<EncodedRaw> {
  const { modality, numCopies, settings } = options;
  let trainedWith: State | undefined;
  let found: EncoderFileOf<Of> | undefined;
  const file = () => (found ??= sameAs(trainedWith, readEncoder(options.encoder, modality)));
  let opened: Promise<(media: Media) => Promise<Matrix>> | undefined;
  const encode = () => (opened ??= openTried(file(), options));
  let featureLength = 0;
  return {
    get identity() {
      return { sha256: file().sha256, settings, numCopies };
    },
    ready: async () => void (await encode()),
    extract: async (media) => finite(await (await encode())(media)),
    fit(train) {
      for (const { numColumns } of train) featureLength = numColumns;
    },
    get featureLength() {
      return featureLength;
    },
    transform: (raw) => expectWidth(row(raw, 0), featureLength).slice(),
    numCopies,
    augment: (raw) => Array.from({ length: numCopies }, (_, copy) => matrix(1, raw.numColumns, row(raw, copy + 1).slice())),
    toBytes,
    fromBytes,
    state: () => ({
      json: { modality, encoder: file().name, sha256: file().sha256, settings, featureLength } satisfies State,
      tensors: {},
    }),
    restore({ json }) {
      trainedWith = json as State;
      ({ featureLength } = trainedWith);
      if (isDeepStrictEqual(trainedWith.settings, settings)) return;
      throw new RangeError(
        `encodedExtractor: expected a state of ${JSON.stringify(settings)}, got ${JSON.stringify(trainedWith.settings)}. Create the extractor with the options of the run.`,
      );
    },
  };
}

/** @throws InputError if a run was trained with other weights */
function sameAs<Of extends EncoderModality>(trainedWith: State | undefined, encoder: EncoderFileOf<Of>): EncoderFileOf<Of> {
  if (!trainedWith || trainedWith.sha256 === encoder.sha256) return encoder;
  throw new InputError(
    `encodedExtractor: expected the weights that the run was trained with, of SHA-256 ${trainedWith.sha256}, got ${encoder.sha256} in ${encoder.file}. Use the same encoder.`,
  );
}

/** The function from media to embeddings, after it was tried on the example. */
async function openTried<Of extends EncoderModality>(encoder: EncoderFileOf<Of>, options: EncodedExtractorOptions<Of>) {
  const batches = options.batches(encoder);
  const network = await openEncoder(encoder);
  await network.encode(await batches.example());
  return async (media: Media) => network.encode(await batches.of(media));
}

function finite(raw: Matrix): Matrix {
  if (raw.data.every(Number.isFinite)) return raw;
  throw new UnusableMediaError('not finite: the encoder returns numbers that are not finite. Remove the file, or use another encoder.');
}

function expectWidth(values: Float32Array, width: number): Float32Array {
  if (values.length === width) return values;
  throw new RangeError(
    `encodedExtractor: expected embeddings of ${width} numbers as in train, got ${values.length}. Use the same encoder.`,
  );
}

/** The number of rows, then the numbers. */
function toBytes({ numRows, data }: Matrix): Uint8Array {
  const numbers = new Float32Array(1 + data.length);
  numbers[0] = numRows;
  numbers.set(data, 1);
  return new Uint8Array(numbers.buffer);
}

function fromBytes(bytes: Uint8Array): Matrix {
  const numbers = new Float32Array(Uint8Array.from(bytes).buffer.slice(0, 4 * Math.floor(bytes.length / 4)));
  const [numRows] = numbers;
  const numColumns = (numbers.length - 1) / numRows;
  if (bytes.length === 4 * numbers.length && numRows >= 1 && numColumns >= 1 && Number.isInteger(numColumns))
    return matrix(numRows, numColumns, numbers.slice(1));
  throw new RangeError(`encodedExtractor: expected the bytes of embeddings, got ${bytes.length} bytes. Extract again.`);
}
