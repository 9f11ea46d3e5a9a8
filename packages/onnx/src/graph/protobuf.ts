/** The parts of an encoded message, in order. */
export type Message = readonly Uint8Array[];

/** A field with an integer: wire type 0. Negative integers take ten bytes, as the format demands. */
export function integerField(field: number, value: number | bigint): Message {
  return [varint(field << 3), varint(value)];
}

/** A field with a single-precision number: wire type 5. */
export function floatField(field: number, value: number): Message {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [varint((field << 3) | 5), bytes];
}

/** A field with bytes, or with a text in UTF-8: wire type 2. */
export function bytesField(field: number, value: Uint8Array | string): Message {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return [varint((field << 3) | 2), varint(bytes.length), bytes];
}

/** A field with a message: wire type 2. The bytes of the message are not copied. */
export function messageField(field: number, message: Message): Message {
  const numBytes = message.reduce((sum, { length }) => sum + length, 0);
  return [varint((field << 3) | 2), varint(numBytes), ...message];
}

/** Seven bits a byte, lowest first; the highest bit says that another byte follows. */
function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.of(...bytes, Number(rest));
}
