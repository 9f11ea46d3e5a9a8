import { LumaError } from '../files/luma-file.ts';
import { isAllowed } from './allowed-names.ts';

/** A name on the allow-list. It is data: nothing is looked up by it. */
export class PickledName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The object that Python would create by calling `factory(...args)` and then setting `state`. */
export class PickledObject {
  readonly factory: string;
  readonly args: readonly Value[];
  state: Value = null;
  constructor(factory: string, args: readonly Value[]) {
    this.factory = factory;
    this.args = args;
  }
}

export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | Map<Value, Value> | PickledName | PickledObject;

const mark = Symbol('mark');

/**
 * Reads a pickle (protocols 2 to 5) as data: numbers, strings, bytes, lists, and descriptions of the few objects on the allow-list.
 * Nothing is looked up, imported or called. Byte values are views of `bytes`.
 *
 * @throws LumaError for an opcode or a class that a data frame of images does not need
 */
export function unpickle(bytes: Buffer): Value {
  return new Unpickler(bytes).run();
}

class Unpickler {
  readonly #bytes: Buffer;
  #at = 0;
  readonly #stack: (Value | typeof mark)[] = [];
  readonly #memo = new Map<number, Value>();

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  run(): Value {
    for (;;) {
      const opcode = this.#unsigned(1);
      if (opcode === 0x2e) return this.#pop();
      const act = actions[opcode];
      if (!act) throw this.error(`opcode 0x${opcode.toString(16).padStart(2, '0')}`);
      act(this);
    }
  }

  error(got: string): LumaError {
    return new LumaError(
      `unpickle: expected a pandas data frame of images and nothing else, got ${got} at byte ${this.#at}. ` +
        'The file is damaged, or contains code: fetch it again from a source you trust.',
    );
  }

  take(numBytes: number): Buffer {
    if (!(numBytes >= 0 && this.#at + numBytes <= this.#bytes.length)) throw this.error(`an end before ${numBytes} bytes`);
    this.#at += numBytes;
    return this.#bytes.subarray(this.#at - numBytes, this.#at);
  }

  counted(lengthBytes: 1 | 4 | 8): Buffer {
    return this.take(this.#unsigned(lengthBytes));
  }

  #unsigned(numBytes: 1 | 4 | 8): number {
    const bytes = this.take(numBytes);
    return numBytes === 8 ? Number(bytes.readBigUInt64LE()) : bytes.readUIntLE(0, numBytes);
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0 || end - this.#at > 200) throw this.error('a name without an end');
    return this.take(end + 1 - this.#at)
      .toString('latin1')
      .trimEnd();
  }

  push(value: Value): void {
    this.#stack.push(value);
  }

  mark(): void {
    this.#stack.push(mark);
  }

  #pop(): Value {
    const value = this.#stack.pop();
    if (value === undefined || value === mark) throw this.error('an empty stack');
    return value;
  }

  popMany(count: number): Value[] {
    return Array.from({ length: count }, () => this.#pop()).reverse();
  }

  popToMark(): Value[] {
    const start = this.#stack.lastIndexOf(mark);
    if (start < 0) throw this.error('no mark');
    return this.#stack.splice(start).slice(1) as Value[];
  }

  top(): Value {
    const value = this.#pop();
    this.push(value);
    return value;
  }

  memoize(key = this.#memo.size): void {
    this.#memo.set(key, this.top());
  }

  recall(numBytes: 1 | 4): void {
    const value = this.#memo.get(this.#unsigned(numBytes));
    if (value === undefined) throw this.error('an unknown memo key');
    this.push(value);
  }

  name(module: Value, name: Value): void {
    if (typeof module !== 'string' || typeof name !== 'string' || !isAllowed(module, name)) {
      throw this.error(`the class ${JSON.stringify(`${describe(module)}.${describe(name)}`)}`);
    }
    this.push(new PickledName(name));
  }

  make(): void {
    const [factory, args] = this.popMany(2);
    if (!(factory instanceof PickledName && Array.isArray(args))) throw this.error(`a call of ${describe(factory)}`);
    this.push(new PickledObject(factory.name, args));
  }

  build(): void {
    const state = this.#pop();
    const object = this.top();
    if (!(object instanceof PickledObject)) throw this.error(`a state for ${describe(object)}`);
    object.state = state;
  }

  append(items: readonly Value[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw this.error(`items for ${describe(list)}`);
    for (const item of items) list.push(item);
  }

  setItems(items: readonly Value[]): void {
    const dict = this.top();
    if (!(dict instanceof Map) || items.length % 2 !== 0) throw this.error(`keys for ${describe(dict)}`);
    for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1]);
  }
}

const describe = (value: Value): string => (typeof value === 'string' ? value : value === null ? 'None' : value.constructor.name);

const tuple = (count: number) => (on: Unpickler) => on.push(on.popMany(count));
const text = (lengthBytes: 1 | 4 | 8) => (on: Unpickler) => on.push(on.counted(lengthBytes).toString('utf8'));
const binary = (lengthBytes: 1 | 4 | 8) => (on: Unpickler) => on.push(on.counted(lengthBytes));
const constant = (value: Value) => (on: Unpickler) => on.push(value);

/** The supported opcodes, as documented in Python's pickletools. All others are refused. */
const actions: Readonly<Record<number, (on: Unpickler) => unknown>> = {
  0x80: (on) => on.take(1), // PROTO
  0x95: (on) => on.take(8), // FRAME
  0x28: (on) => on.mark(),
  0x4e: constant(null),
  0x88: constant(true),
  0x89: constant(false),
  0x4b: (on) => on.push(on.take(1)[0]), // BININT1
  0x4d: (on) => on.push(on.take(2).readUInt16LE()), // BININT2
  0x4a: (on) => on.push(on.take(4).readInt32LE()), // BININT
  0x47: (on) => on.push(on.take(8).readDoubleBE()), // BINFLOAT
  0x8c: text(1),
  0x58: text(4),
  0x8d: text(8),
  0x43: binary(1),
  0x42: binary(4),
  0x8e: binary(8),
  0x96: binary(8), // BYTEARRAY8
  0x29: tuple(0),
  0x85: tuple(1),
  0x86: tuple(2),
  0x87: tuple(3),
  0x74: (on) => on.push(on.popToMark()),
  0x5d: (on) => on.push([]),
  0x61: (on) => on.append(on.popMany(1)),
  0x65: (on) => on.append(on.popToMark()),
  0x7d: (on) => on.push(new Map()),
  0x73: (on) => on.setItems(on.popMany(2)),
  0x75: (on) => on.setItems(on.popToMark()),
  0x94: (on) => on.memoize(),
  0x71: (on) => on.memoize(on.take(1)[0]),
  0x72: (on) => on.memoize(on.take(4).readUInt32LE()),
  0x68: (on) => on.recall(1),
  0x6a: (on) => on.recall(4),
  0x93: (on) => on.name(...(on.popMany(2) as [Value, Value])), // STACK_GLOBAL
  0x63: (on) => on.name(on.line(), on.line()), // GLOBAL
  0x52: (on) => on.make(), // REDUCE
  0x81: (on) => on.make(), // NEWOBJ
  0x62: (on) => on.build(),
};
