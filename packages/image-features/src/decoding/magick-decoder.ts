import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { MagickFormat } from '@imagemagick/magick-wasm';

/** A format that is decoded by ImageMagick, because libvips in sharp does not support it. */
export interface MagickImageFormat {
  /** ImageMagick's name for it, so that none of its other decoders is tried */
  readonly magick: MagickFormat;
  /** peak memory of decoding, per pixel; measured with ImageMagick 7.1.2 and rounded up */
  readonly bytesPerPixel: number;
}

/** By file type. */
const magickFormats: Readonly<Record<string, MagickImageFormat>> = {
  'a BMP image': { magick: 'BMP', bytesPerPixel: 14 },
  'a HEIC image': { magick: 'HEIC', bytesPerPixel: 18 },
  'a HEIC image sequence': { magick: 'HEIC', bytesPerPixel: 18 },
  'an animated AVIF image': { magick: 'AVIF', bytesPerPixel: 24 },
  'a JPEG 2000 image': { magick: 'JP2', bytesPerPixel: 22 },
  'a JPEG 2000 codestream': { magick: 'J2K', bytesPerPixel: 22 },
  'a JPEG XL image': { magick: 'JXL', bytesPerPixel: 40 },
  'a Photoshop image': { magick: 'PSD', bytesPerPixel: 24 },
  'a PNM image': { magick: 'PNM', bytesPerPixel: 14 },
};

/**
 * The format of a file if it is decoded by ImageMagick.
 *
 * @param fileType from `describeFileType`
 * @param head the first 64 bytes. Some programs give a still AVIF, which libvips supports, the major brand of HEIF
 */
export function magickFormatOf(fileType: string, head: Uint8Array): MagickImageFormat | undefined {
  const isAvif = fileType === 'a HEIC image' && Buffer.from(head).includes('avif');
  return isAvif ? undefined : magickFormats[fileType];
}

/** An image whose header has been read. */
interface OpenedImage {
  readonly width: number;
  readonly height: number;
  /** Decodes the image (the first of several) to an uncompressed 8-bit TIFF with its colour profile. */
  toTiff(): Promise<Uint8Array>;
}

/** The thread is restarted after an image that may have needed more memory than this, because WebAssembly never returns memory. */
const maxKeptBytes = 256 * 2 ** 20;
const magickPackage = '@imagemagick/magick-wasm';

/** The optional package that decodes a format is not installed. The message is its name. */
export class DecoderMissing extends Error {
  override readonly name = 'DecoderMissing';
}

let decoder: Decoder | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Passes `use` a function that opens an image with ImageMagick, which runs as WebAssembly in a thread. Calls are queued: only one `use` runs at a time.
 *
 * @throws DecoderMissing if the optional package is not installed; Error with ImageMagick's message if it cannot decode the file
 */
export function withMagick<Result>(
  { magick, bytesPerPixel }: MagickImageFormat,
  use: (open: (bytes: Uint8Array) => Promise<OpenedImage>) => Promise<Result>,
): Promise<Result> {
  const work = queue.then(async () => {
    const { send } = (decoder ??= startDecoder());
    let peakBytes = 0;
    const open = async (bytes: Uint8Array) => {
      peakBytes = bytes.length;
      const { width, height } = (await send({ bytes, format: magick }, transferable(bytes))) as { width: number; height: number };
      peakBytes += width * height * bytesPerPixel;
      return { width, height, toTiff: () => send('tiff') as Promise<Uint8Array> };
    };
    try {
      const result = await use(open);
      if (peakBytes > maxKeptBytes) await stopDecoder();
      return result;
    } catch (error) {
      await stopDecoder(); // a damaged file may have left it in any state
      throw error;
    }
  });
  queue = work.catch(() => undefined);
  return work;
}

/** The buffer of some bytes, if it can be transferred to a thread because nothing else shares it. */
const transferable = ({ buffer, byteLength }: Uint8Array) => (buffer.byteLength === byteLength ? [buffer as ArrayBuffer] : []);

/** Stops the thread. The next image starts another. */
async function stopDecoder(): Promise<void> {
  const stopped = decoder;
  decoder = undefined;
  await stopped?.stop();
}

interface Decoder {
  /** @param transfer buffers that are moved to the thread with the request */
  send(request: unknown, transfer?: ArrayBuffer[]): Promise<unknown>;
  stop(): Promise<unknown>;
}

/** Starts a thread that answers one request at a time. An idle thread does not keep the process alive. */
function startDecoder(): Decoder {
  const thread = new Worker(threadSource, { eval: true, execArgv: [], workerData: locateMagick() });
  thread.unref();
  let settle: ((reply: { answer?: unknown; error?: string }) => void) | undefined;
  thread.on('message', (reply) => settle?.(reply));
  thread.on('error', (error) => settle?.({ error: `the decoder failed: ${error.message}` }));
  thread.on('exit', (code) => settle?.({ error: `the decoder ended with code ${code}` }));
  return {
    send: (request, transfer) =>
      new Promise((resolve, reject) => {
        settle = ({ answer, error }) => {
          settle = undefined;
          thread.unref();
          if (error === undefined) resolve(answer);
          else reject(new Error(error));
        };
        thread.ref();
        thread.postMessage(request, transfer);
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

/** A self-contained program, so that it runs from sources and from builds. Requests: `{ bytes, format }` for the size, then `'tiff'`. */
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
parentPort.on('message', async (request) => {
  try {
    await started;
    if (request !== 'tiff') {
      bytes = request.bytes;
      settings = new magick.MagickReadSettings({ format: request.format, frameIndex: 0, frameCount: 1 });
    }
    const answer = request === 'tiff' ? tiff() : size();
    parentPort.postMessage({ answer }, answer.buffer ? [answer.buffer] : []);
  } catch (error) {
    parentPort.postMessage({ error: String(error.message ?? error) });
  }
  if (request === 'tiff') bytes = undefined;
});
`;
