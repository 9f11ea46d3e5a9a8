import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { expectRealFile, LumaError } from './luma-file.ts';

/** A file in an archive. */
export interface Member {
  readonly name: string;
  readonly content: Buffer;
}

const blockBytes = 512;
const maxMemberBytes = 2 ** 29;

/**
 * Streams the files of a `.tar.gz`. Only one of them is in memory at a time.
 *
 * @throws LumaError if the archive is truncated, damaged, or contains a file of more than 512 MiB
 */
export async function* readTarGz(file: string): AsyncGenerator<Member> {
  await expectRealFile(file);
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  try {
    yield* members(new BlockReader(unpacked));
  } catch (error) {
    if (error instanceof LumaError) throw error;
    throw new LumaError(`readTarGz: expected a complete .tar.gz, got ${(error as Error).message} in ${file}. Fetch it again.`);
  } finally {
    source.destroy();
  }
}

async function* members(reader: BlockReader): AsyncGenerator<Member> {
  for (;;) {
    const header = await reader.read(blockBytes);
    if (header.every((byte) => byte === 0)) return;
    const { name, size, isFile } = fromHeader(header);
    const content = await reader.read(size);
    await reader.read((blockBytes - (size % blockBytes)) % blockBytes);
    if (isFile) yield { name, content };
  }
}

/** POSIX ustar: name at 0, size at 124 (octal), checksum at 148, type at 156. */
function fromHeader(header: Buffer): { name: string; size: number; isFile: boolean } {
  const text = (start: number, length: number) =>
    header
      .toString('latin1', start, start + length)
      .split('\0', 1)[0]
      .trim();
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (sum !== parseInt(text(148, 8), 8)) throw new Error('a header with a wrong checksum');
  const size = parseInt(text(124, 12), 8);
  if (!(size >= 0 && size <= maxMemberBytes)) throw new Error(`a file of ${text(124, 12)} (octal) bytes`);
  const type = text(156, 1);
  return { name: text(0, 100), size, isFile: type === '0' || type === '' };
}

/** Reads a given number of bytes at a time from a stream of chunks. */
class BlockReader {
  #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async read(numBytes: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(numBytes);
    for (let filled = 0; filled < numBytes;) {
      if (this.#rest.length === 0) await this.#refill();
      const taken = this.#rest.copy(bytes, filled);
      this.#rest = this.#rest.subarray(taken);
      filled += taken;
    }
    return bytes;
  }

  async #refill(): Promise<void> {
    const { value, done } = await this.#chunks.next();
    if (done) throw new Error('a truncated file');
    this.#rest = value;
  }
}
