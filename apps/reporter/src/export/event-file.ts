// TensorBoard event files: TFRecords of `Event` messages (tensorflow/core/util/event.proto), of which three fields are needed.
import type { MetricsRecord } from '@mmae/run-folder';

/**
 * The metrics of a run as an event file: every number of a record is a scalar at its step.
 *
 * @param startSeconds start of the training, seconds since 1970
 */
export function toEventFile(metrics: readonly MetricsRecord[], startSeconds: number): Uint8Array {
  const version = event(startSeconds, 0, field(3, Buffer.from('brain.Event:2')));
  const events = metrics.flatMap(({ epoch, step, seconds, ...values }) =>
    Object.entries({ epoch, ...values }).map(([name, value]) =>
      event(startSeconds + seconds, step, scalar(name.replaceAll('.', '/'), value)),
    ),
  );
  return Buffer.concat([version, ...events].map(record));
}

/** `wall_time` (field 1) and `step` (2), which is omitted if it is 0. */
const event = (wallTime: number, step: number, content: Uint8Array) =>
  Buffer.concat([Buffer.from([0x09]), double(wallTime), ...(step > 0 ? [Buffer.from([0x10]), varint(step)] : []), content]);

/** `Event.summary` (field 5) with one `Summary.Value` (1): its `tag` (1) and `simple_value` (2). */
function scalar(tag: string, value: number): Uint8Array {
  const single = Buffer.alloc(5, 0x15);
  single.writeFloatLE(value, 1);
  return field(5, field(1, Buffer.concat([field(1, Buffer.from(tag)), single])));
}

/** A length-delimited field: a string or a message. */
const field = (number: number, content: Uint8Array) => Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** A TFRecord: length, its checksum, content, its checksum. */
function record(content: Uint8Array): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  return Buffer.concat([length, maskedChecksum(length), content, maskedChecksum(content)]);
}

function maskedChecksum(content: Uint8Array): Buffer {
  const checksum = crc32c(content);
  const masked = Buffer.alloc(4);
  masked.writeUInt32LE((((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0);
  return masked;
}

/** CRC-32C (Castagnoli), the checksum of TFRecords. */
export function crc32c(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = crcTable[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

const reversedPolynomial = 0x82f63b78;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ reversedPolynomial : sum >>> 1;
  return sum;
});
