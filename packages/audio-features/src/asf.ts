import { UnusableMediaError } from '@mmae/samples';
import { viewAt, viewOf, type ByteSource } from './byte-source.ts';
import { noSound, type EncodedSound } from './encoded-sound.ts';
import { streamOfWave } from './streams.ts';
import { waveFormat, type WaveFormat } from './wave-format.ts';

/** The first eight bytes of the GUIDs of Microsoft's *Advanced Systems Format* that are needed here. */
const guids = {
  fileProperties: 'a1dcab8c47a9cf11',
  streamProperties: '9107dcb7b7a9cf11',
  audio: '409e69f84d5bcf11',
  encryption: 'fbb3112223bdd211',
  data: '3626b2758e66cf11',
};
const mostObjects = 1000;
const headerObjects = 30; // where they begin
const dataPackets = 50; // … in the data object

interface AsfHeader {
  readonly numStreams: number;
  readonly sounds: readonly { number: number; format: WaveFormat }[];
  readonly packetLength: number;
  readonly isEncrypted: boolean;
}

/**
 * The sound of a Windows Media file or film (ASF): its first stream of sound.
 *
 * @throws UnusableMediaError where it has no sound, is encrypted, or is cut off within its header
 */
export function asfSound(source: ByteSource): EncodedSound {
  const headerLength = Number(viewAt(source, 16, 8).getBigUint64(0, true));
  const { numStreams, sounds, packetLength, isEncrypted } = asfHeader(source, headerLength);
  if (isEncrypted) throw new UnusableMediaError('encrypted: the Windows Media file is protected. Export it without protection.');
  if (sounds.length === 0) throw noSound('Windows Media', numStreams);
  const declaredBytes = headerLength + Number(viewAt(source, headerLength, dataPackets).getBigUint64(16, true));
  const [{ number, format }] = sounds;
  return {
    ...streamOfWave('Windows Media', format, () => payloads(source, headerLength + dataPackets, packetLength, number)),
    declaredBytes,
  };
}

function asfHeader(source: ByteSource, headerLength: number): AsfHeader {
  let [numStreams, packetLength, isEncrypted] = [0, 0, false];
  const sounds: { number: number; format: WaveFormat }[] = [];
  for (let [position, i] = [headerObjects, 0]; position + 24 <= headerLength && i < mostObjects; i++) {
    const guid = guidAt(source, position);
    const length = Number(viewAt(source, position + 16, 8).getBigUint64(0, true));
    if (guid === guids.fileProperties) packetLength = viewAt(source, position + 96, 4).getUint32(0, true);
    isEncrypted ||= guid === guids.encryption;
    if (guid === guids.streamProperties) {
      numStreams++;
      const number = viewAt(source, position + 72, 2).getUint16(0, true) & 127;
      const bytes = source.read(position + 78, Math.min(length - 78, viewAt(source, position + 64, 4).getUint32(0, true)));
      if (guidAt(source, position + 24) === guids.audio && bytes.length >= 16) sounds.push({ number, format: waveFormat(bytes) });
    }
    if (length < 24) break;
    position += length;
  }
  return { numStreams, sounds, packetLength, isEncrypted };
}

const guidAt = (source: ByteSource, position: number) => Buffer.from(source.read(position, 8)).toString('hex');

/** The payloads of a stream, packet by packet: a payload is an object or a part of one, and the parts come in order. */
function* payloads(source: ByteSource, start: number, packetLength: number, stream: number): Generator<Uint8Array> {
  if (packetLength < 16 || packetLength > 2 ** 24)
    throw new UnusableMediaError(`damaged: the Windows Media header says packets of ${packetLength} bytes. Copy it again from its source.`);
  for (let position = start; position < source.sizeBytes; position += packetLength) {
    const packet = source.read(position, packetLength);
    if (packet.length < packetLength || Buffer.from(packet.subarray(0, 8)).toString('hex') === guids.data) return;
    yield* payloadsOf(packet, stream);
  }
}

/** A reader of fields whose widths are coded in two bits: none, one, two or four bytes. */
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
    if (!(error instanceof RangeError)) throw error; // a packet whose fields lead out of it costs what is left of it
  }
}

/** Whole objects behind each other, each with its length in one byte. */
function* parts(payload: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < payload.length; at += 1 + payload[at]) yield payload.subarray(at + 1, at + 1 + payload[at]);
}
