// The part of Python's pickle format (protocol 2, https://docs.python.org/3/library/pickletools.html) that PyTorch writes for a dictionary of
// tensors. Nothing is imported or called: a name that is not understood ends the reading.
import { InputError } from '@mmae/input';

/** A value of a pickle. A tuple is an array, a dictionary a map. */
export type Pickled = number | string | boolean | Pickled[] | Map<Pickled, Pickled> | Global | object;

/** The name of something in a Python module. */
export interface Global {
  /** module and name, joined by a dot */
  readonly global: string;
}

/** What a pickle may refer to. */
export interface PickleScope {
  /** The result of calling the Python function with this name. */
  call(name: string, args: Pickled[]): Pickled;
  /** The object that lies outside the pickle, by its identifier. */
  load(identifier: Pickled): Pickled;
}

interface Machine {
  readonly stack: Pickled[];
  readonly marks: number[];
  readonly memo: Map<number, Pickled>;
  readonly scope: PickleScope;
  /** The next `length` bytes. */
  take(length: number): Buffer;
  /** The text up to the end of the line. */
  line(): string;
}

/** @throws InputError if the bytes are truncated or contain anything but a dictionary of tensors needs */
export const unpickle = (bytes: Uint8Array, scope: PickleScope): Pickled => unpickleFirst(bytes, scope).value;

/** The first of several pickles, and where it ends. @throws InputError as `unpickle` */
export function unpickleFirst(bytes: Uint8Array, scope: PickleScope): { readonly value: Pickled; readonly end: number } {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number) => {
    if (at + length > source.length) refuse('STOP at the end', `the end of the pickle after ${source.length} bytes`);
    return source.subarray(at, (at += length));
  };
  const line = () =>
    take(Math.max(source.indexOf(10, at), at) + 1 - at)
      .toString('latin1')
      .trimEnd();
  const machine: Machine = { stack: [], marks: [], memo: new Map(), scope, take, line };
  for (;;) {
    const code = take(1).toString('latin1');
    if (code === '.') return { value: machine.stack.pop()!, end: at };
    const step = steps[code];
    if (!step) refuse('an opcode of a dictionary of tensors', `${JSON.stringify(code)} at byte ${at - 1}`);
    step(machine);
  }
}

const steps: Readonly<Record<string, (machine: Machine) => void>> = {
  '\x80': ({ take }) => void take(1), // protocol
  c: ({ stack, line }) => stack.push({ global: `${line()}.${line()}` }),
  K: ({ stack, take }) => stack.push(take(1).readUInt8()),
  M: ({ stack, take }) => stack.push(take(2).readUInt16LE()),
  '\x8a': ({ stack, take }) => stack.push(longOf(take(take(1).readUInt8()))),
  N: ({ stack }) => stack.push(none),
  ']': ({ stack }) => stack.push([]),
  e: (machine) => append(machine.stack, sinceMark(machine)),
  a: ({ stack }) => append(stack, stack.splice(-1)),
  J: ({ stack, take }) => stack.push(take(4).readInt32LE()),
  X: ({ stack, take }) => stack.push(take(take(4).readUInt32LE()).toString('utf8')),
  '\x88': ({ stack }) => stack.push(true),
  '\x89': ({ stack }) => stack.push(false),
  ')': ({ stack }) => stack.push([]),
  '}': ({ stack }) => stack.push(new Map()),
  '(': ({ stack, marks }) => marks.push(stack.length),
  t: (machine) => machine.stack.push(sinceMark(machine)),
  '\x85': ({ stack }) => stack.push(stack.splice(-1)),
  '\x86': ({ stack }) => stack.push(stack.splice(-2)),
  '\x87': ({ stack }) => stack.push(stack.splice(-3)),
  q: ({ stack, memo, take }) => memo.set(take(1).readUInt8(), stack.at(-1)!),
  r: ({ stack, memo, take }) => memo.set(take(4).readUInt32LE(), stack.at(-1)!),
  h: ({ stack, memo, take }) => stack.push(memo.get(take(1).readUInt8())!),
  j: ({ stack, memo, take }) => stack.push(memo.get(take(4).readUInt32LE())!),
  s: ({ stack }) => setItems(stack, stack.splice(-2)),
  u: (machine) => setItems(machine.stack, sinceMark(machine)),
  b: ({ stack }) => stack.pop(), // attributes of an object: PyTorch writes version numbers there
  Q: ({ stack, scope }) => stack.push(scope.load(stack.pop()!)),
  R: ({ stack, scope }) => {
    const [callee, args] = stack.splice(-2);
    if (!isGlobal(callee) || !Array.isArray(args)) return refuse('a call of a function', typeof callee);
    stack.push(scope.call(callee.global, args));
  },
};

/** Python's None. */
const none: Global = { global: 'None' };

/** A little-endian integer of any length, which may lose digits beyond 53 bits. */
const longOf = (bytes: Buffer) =>
  Number(BigInt.asIntN(8 * bytes.length, BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`)));

function append(stack: Pickled[], items: Pickled[]): void {
  const list = stack.at(-1);
  if (!Array.isArray(list)) return refuse('a list to extend', typeof list);
  list.push(...items);
}

const isGlobal = (value: Pickled): value is Global => typeof value === 'object' && 'global' in value;

function sinceMark({ stack, marks }: Machine): Pickled[] {
  return stack.splice(marks.pop() ?? refuse('a mark', 'none'));
}

function setItems(stack: Pickled[], items: Pickled[]): void {
  const map = stack.at(-1);
  if (!(map instanceof Map)) return refuse('a dictionary to fill', typeof map);
  for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i], items[i + 1]);
}

function refuse(expected: string, got: string): never {
  throw new InputError(`unpickle: expected ${expected}, got ${got}. The file is damaged, or holds more than tensors.`);
}
