// TensorBoard's event files: TFRecords of `Event` messages (tensorflow/core/util/event.proto), written by hand: three fields of them.
import type { MetricsRecord } from '@mmae/run-folder';
import { crc32c } from './crc32c.ts';

/**
 * The metrics of a run as the bytes of an event file: every number of a record as a scalar at its step.
 *
 * @param startSeconds since 1970, when the training began
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

/** `wall_time` (1), and `step` (2) unless it is 0, which is not written. */
const event = (wallTime: number, step: number, content: Uint8Array) =>
  Buffer.concat([Buffer.from([0x09]), double(wallTime), ...(step > 0 ? [Buffer.from([0x10]), varint(step)] : []), content]);

/** `Event.summary` (5) with one `Summary.Value` (1): its `tag` (1) and `simple_value` (2). */
function scalar(tag: string, value: number): Uint8Array {
  const single = Buffer.alloc(5, 0x15);
  single.writeFloatLE(value, 1);
  return field(5, field(1, Buffer.concat([field(1, Buffer.from(tag)), single])));
}

/** A field whose content has a length: a text or a message. */
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

/** Length, its sum, the content, its sum. */
function record(content: Uint8Array): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  return Buffer.concat([length, maskedSum(length), content, maskedSum(content)]);
}

function maskedSum(content: Uint8Array): Buffer {
  const sum = crc32c(content);
  const masked = Buffer.alloc(4);
  masked.writeUInt32LE((((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0);
  return masked;
}
