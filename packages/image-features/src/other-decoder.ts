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
 * Hands `use` a function that opens a picture of a format that sharp does not read, by ImageMagick as WebAssembly in a thread of its own.
 * One picture at a time: the next `use` begins when this one is done.
 *
 * @throws DecoderMissing where the optional package is not installed; Error with ImageMagick's words for a file that it cannot decode
 */
export function withOtherDecoder<Result>(
  { magick, bytesPerPixel }: OtherFormat,
  use: (open: (bytes: Uint8Array) => Promise<OtherPicture>) => Promise<Result>,
): Promise<Result> {
  const work = queue.then(async () => {
    const { ask } = (decoder ??= startDecoder());
    let mostBytes = 0;
    const open = async (bytes: Uint8Array) => {
      mostBytes = bytes.length;
      const { width, height } = (await ask({ bytes, format: magick }, ownMemory(bytes))) as { width: number; height: number };
      mostBytes += width * height * bytesPerPixel;
      return { width, height, toTiff: () => ask('tiff') as Promise<Uint8Array> };
    };
    try {
      const result = await use(open);
      if (mostBytes > mostBytesKept) await stopDecoder();
      return result;
    } catch (error) {
      await stopDecoder(); // whatever state a damaged file left behind
      throw error;
    }
  });
  queue = work.catch(() => undefined);
  return work;
}

/** What can be handed over with bytes: nothing where others share their memory. */
const ownMemory = ({ buffer, byteLength }: Uint8Array) => (buffer.byteLength === byteLength ? [buffer as ArrayBuffer] : []);

/** Ends the thread; the next picture starts another. */
async function stopDecoder(): Promise<void> {
  const stopped = decoder;
  decoder = undefined;
  await stopped?.stop();
}

interface Decoder {
  /** @param transfer memory that is handed over with the question */
  ask(question: unknown, transfer?: ArrayBuffer[]): Promise<unknown>;
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
    ask: (question, transfer) =>
      new Promise((resolve, reject) => {
        settle = ({ answer, error }) => {
          settle = undefined;
          thread.unref();
          if (error === undefined) resolve(answer);
          else reject(new Error(error));
        };
        thread.ref();
        thread.postMessage(question, transfer);
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
