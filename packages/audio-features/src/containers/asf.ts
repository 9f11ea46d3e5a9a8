import { UnusableMediaError } from '@mmae/samples';
import { type ByteSource, viewAt, viewOf } from './byte-source.ts';
import { type EncodedAudio, noAudio } from './encoded-audio.ts';
import { waveStreamAsAudio } from './frames.ts';
import { type WaveFormat, waveFormat } from './wav.ts';

/** The first eight bytes of GUIDs in Microsoft's *Advanced Systems Format*. */
const guids = {
  fileProperties: 'a1dcab8c47a9cf11',
  streamProperties: '9107dcb7b7a9cf11',
  audio: '409e69f84d5bcf11',
  encryption: 'fbb3112223bdd211',
  data: '3626b2758e66cf11',
};
const maxObjects = 1000;
const headerObjects = 30; // offset of the first object in the header
const dataPackets = 50; // offset of the first packet in the data object

interface AsfHeader {
  readonly numStreams: number;
  readonly audioStreams: readonly { number: number; format: WaveFormat }[];
  readonly packetLength: number;
  readonly isEncrypted: boolean;
}

/**
 * Opens the first audio stream of a Windows Media file (ASF).
 *
 * @throws UnusableMediaError if there is no audio, the file is encrypted, or its header is truncated
 */
export function openAsf(source: ByteSource): EncodedAudio {
  const headerLength = Number(viewAt(source, 16, 8).getBigUint64(0, true));
  const { numStreams, audioStreams, packetLength, isEncrypted } = asfHeader(source, headerLength);
  if (isEncrypted) throw new UnusableMediaError('encrypted: the Windows Media file is protected. Export it without protection.');
  if (audioStreams.length === 0) throw noAudio('Windows Media', numStreams);
  const declaredBytes = headerLength + Number(viewAt(source, headerLength, dataPackets).getBigUint64(16, true));
  const [{ number, format }] = audioStreams;
  return {
    ...waveStreamAsAudio('Windows Media', format, () => payloads(source, headerLength + dataPackets, packetLength, number)),
    declaredBytes,
  };
}

function asfHeader(source: ByteSource, headerLength: number): AsfHeader {
  let [numStreams, packetLength, isEncrypted] = [0, 0, false];
  const audioStreams: { number: number; format: WaveFormat }[] = [];
  for (let [position, i] = [headerObjects, 0]; position + 24 <= headerLength && i < maxObjects; i++) {
    const guid = guidAt(source, position);
    const length = Number(viewAt(source, position + 16, 8).getBigUint64(0, true));
    if (guid === guids.fileProperties) packetLength = viewAt(source, position + 96, 4).getUint32(0, true);
    isEncrypted ||= guid === guids.encryption;
    if (guid === guids.streamProperties) {
      numStreams++;
      const number = viewAt(source, position + 72, 2).getUint16(0, true) & 127;
      const bytes = source.read(position + 78, Math.min(length - 78, viewAt(source, position + 64, 4).getUint32(0, true)));
      if (guidAt(source, position + 24) === guids.audio && bytes.length >= 16) audioStreams.push({ number, format: waveFormat(bytes) });
    }
    if (length < 24) break;
    position += length;
  }
  return { numStreams, audioStreams, packetLength, isEncrypted };
}

const guidAt = (source: ByteSource, position: number) => Buffer.from(source.read(position, 8)).toString('hex');

/** The payloads of a stream. A payload is a media object or a part of one; the parts are in order. */
function* payloads(source: ByteSource, start: number, packetLength: number, stream: number): Generator<Uint8Array> {
  if (packetLength < 16 || packetLength > 2 ** 24)
    throw new UnusableMediaError(
      `damaged: the Windows Media header declares packets of ${packetLength} bytes. Copy it again from its source.`,
    );
  for (let position = start; position < source.sizeBytes; position += packetLength) {
    const packet = source.read(position, packetLength);
    if (packet.length < packetLength || Buffer.from(packet.subarray(0, 8)).toString('hex') === guids.data) return;
    yield* payloadsOf(packet, stream);
  }
}

/** Reads fields whose widths are coded in two bits: zero, one, two or four bytes. */
function fieldsOf(packet: Uint8Array) {
  const view = viewOf(packet);
  let at = 0;
  const read = (numBytes: number) => {
    const value =
      numBytes === 0 ? 0 : numBytes === 1 ? view.getUint8(at) : numBytes === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
    at += numBytes;
    return value;
  };
  return { read, coded: (bits: number) => read([0, 1, 2, 4][bits & 3]), skip: (numBytes: number) => (at += numBytes), position: () => at };
}

function* payloadsOf(packet: Uint8Array, wanted: number): Generator<Uint8Array> {
  try {
    const { read, coded, skip, position } = fieldsOf(packet);
    const correction = packet[0];
    if (correction & 0x80) skip(1 + (correction & 15));
    const [lengths, properties] = [read(1), read(1)];
    coded(lengths >> 5);
    coded(lengths >> 1);
    const end = packet.length - coded(lengths >> 3);
    skip(6);
    const hasMany = (lengths & 1) !== 0;
    const flags = hasMany ? read(1) : 1;
    for (let i = 0; i < (flags & 63); i++) {
      const stream = read(1) & 127;
      coded(properties >> 4);
      coded(properties >> 2);
      const replicated = coded(properties);
      skip(replicated);
      const length = hasMany ? coded(flags >> 6) : end - position();
      const payload = packet.subarray(position(), position() + length);
      if (stream === wanted) yield* replicated === 1 ? parts(payload) : [payload];
      skip(length);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the fields point beyond the packet, so its rest is skipped
  }
}

/** Consecutive media objects, each with its length in one byte. */
function* parts(payload: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < payload.length; at += 1 + payload[at]) yield payload.subarray(at + 1, at + 1 + payload[at]);
}
