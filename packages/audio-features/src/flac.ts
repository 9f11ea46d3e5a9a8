import { UnusableMediaError } from '@mmae/samples';
import { joined, overBytes, slice, viewAt, type ByteSource } from './byte-source.ts';

const streamInfoLength = 34;
const mostBlocks = 10_000;
const isLastBlock = 0x80;

/**
 * A FLAC file without its metadata but for STREAMINFO: pictures in it may be of any size and number, and none is sound.
 *
 * @throws UnusableMediaError where the metadata has no end
 */
export function withoutMetadata(source: ByteSource): ByteSource {
  const streamInfo = source.read(8, streamInfoLength);
  const frames = slice(source, endOfMetadata(source));
  return joined(overBytes(Uint8Array.from([...Buffer.from('fLaC'), isLastBlock, 0, 0, streamInfoLength, ...streamInfo])), frames);
}

function endOfMetadata(source: ByteSource): number {
  let position = 4;
  for (let i = 0; i < mostBlocks; i++) {
    const header = viewAt(source, position, 4).getUint32(0);
    const length = header & 0xffffff;
    if (i === 0 && ((header >>> 24) & 127 || length !== streamInfoLength)) break;
    position += 4 + length;
    if (header >>> 31) return position;
  }
  throw new UnusableMediaError('damaged: the metadata of the FLAC file does not begin or end as it has to. Copy it again from its source.');
}
