import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { OtherFormat } from './other-formats.ts';

/** A picture that was recognised, and is decoded when asked. */
export interface OtherPicture {
  readonly width: number;
  readonly height: number;
  /** The picture, the first of several, as a TIFF of 8 bits without compression, with its colour profile. */
  toTiff(): Promise<Uint8Array>;
}

/** Its memory is given back after a picture that may have taken more than this: what WebAssembly once had it keeps. */
const mostBytesKept = 256 * 2 ** 20;
const magickPackage = '@imagemagick/magick-wasm';

/** The package that decodes a format is not installed; the message is its name. */
export class DecoderMissing extends Error {
  override readonly name = 'DecoderMissing';
}

let decoder: Decoder | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Hands a picture of a format that sharp does not read to `use`: one picture at a time, in a thread of its own, by ImageMagick as WebAssembly.
 *
 * @throws DecoderMissing where the optional package is not installed; Error with ImageMagick's words for a file that it cannot decode
 */
export function withOtherPicture<Result>(
  read: () => Promise<Uint8Array>,
  { magick, bytesPerPixel }: OtherFormat,
  use: (picture: OtherPicture) => Promise<Result>,
): Promise<Result> {
  const work = queue.then(async () => {
    const { ask } = (decoder ??= startDecoder());
    const bytes = await read();
    let sureToBeSmall = false; // after an error nothing is sure
    try {
      const { width, height } = (await ask({ bytes, format: magick })) as { width: number; height: number };
      const result = await use({ width, height, toTiff: () => ask('tiff') as Promise<Uint8Array> });
      sureToBeSmall = bytes.length + width * height * bytesPerPixel <= mostBytesKept;
      return result;
    } finally {
      if (!sureToBeSmall) await stopDecoder();
    }
  });
  queue = work.catch(() => undefined);
  return work;
}

/** Ends the thread; the next picture starts another. */
async function stopDecoder(): Promise<void> {
  const stopped = decoder;
  decoder = undefined;
  await stopped?.stop();
}

interface Decoder {
  ask(question: unknown): Promise<unknown>;
  stop(): Promise<unknown>;
}

/** A thread that answers one question at a time, and lets the process end while it has none. */
function startDecoder(): Decoder {
  const thread = new Worker(threadSource, { eval: true, execArgv: [], workerData: locateMagick() });
  thread.unref();
  let settle: ((reply: { answer?: unknown; error?: string }) => void) | undefined;
  thread.on('message', (reply) => settle?.(reply));
  thread.on('error', (error) => settle?.({ error: `the decoder failed: ${error.message}` }));
  thread.on('exit', (code) => settle?.({ error: `the decoder ended with code ${code}` }));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        settle = ({ answer, error }) => {
          settle = undefined;
          thread.unref();
          if (error === undefined) resolve(answer);
          else reject(new Error(error));
        };
        thread.ref();
        thread.postMessage(question);
      }),
    stop: () => thread.terminate(),
  };
}

function locateMagick(): { library: string; wasm: string } {
  try {
    const { resolve } = createRequire(import.meta.url);
    return { library: resolve(magickPackage), wasm: resolve(`${magickPackage}/magick.wasm`) };
  } catch (error) {
    throw new DecoderMissing(magickPackage, { cause: error });
  }
}

/** Self-contained, so that it runs from sources and builds alike. Questions: `{ bytes, format }` for the size, then `'tiff'`. */
const threadSource = `
const { parentPort, workerData } = require('node:worker_threads');
const magick = require(workerData.library);
const started = magick.initializeImageMagick(require('node:fs').readFileSync(workerData.wasm));
let bytes, settings;
const size = () => {
  const { width, height } = magick.MagickImageInfo.create(bytes, settings);
  return { width, height };
};
const tiff = () => magick.ImageMagick.read(bytes, settings, (image) => {
  image.depth = 8;
  image.settings.compression = magick.CompressionMethod.NoCompression;
  return image.write(magick.MagickFormat.Tiff, (data) => data.slice());
});
parentPort.on('message', async (question) => {
  try {
    await started;
    if (question !== 'tiff') {
      bytes = question.bytes;
      settings = new magick.MagickReadSettings({ format: question.format, frameIndex: 0, frameCount: 1 });
    }
    const answer = question === 'tiff' ? tiff() : size();
    parentPort.postMessage({ answer }, answer.buffer ? [answer.buffer] : []);
  } catch (error) {
    parentPort.postMessage({ error: String(error.message ?? error) });
  }
  if (question === 'tiff') bytes = undefined;
});
`;
