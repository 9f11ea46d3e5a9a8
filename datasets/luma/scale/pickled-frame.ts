/** An image of 32 × 32 with its class. */
export interface FrameRow {
  /** shape `[32, 32, 3]` */
  readonly data: Uint8Array;
  readonly label: string;
}

/** A pandas data frame of images as `DataFrame.to_pickle` writes it with protocol 4: columns image and label, in one block of objects. */
export function pickledFrame(rows: readonly FrameRow[]): Buffer {
  const manager = reduce(name('pandas.core.internals.managers', 'BlockManager'), tuple(tuple(block(rows)), list(index(['image', 'label']), rowNumbers(rows.length)))); // prettier-ignore
  const frame = [...name('pandas.core.frame', 'DataFrame'), op(0x29), op(0x81), op(0x94)]; // no arguments, NEWOBJ, MEMOIZE
  const state = [op(0x7d), op(0x28), ...text('_typ'), ...text('dataframe'), ...text('_mgr'), ...manager, op(0x75)];
  return Buffer.concat([op(0x80, 4), ...frame, ...state, op(0x62), op(0x2e)]);
}

type Code = readonly Uint8Array[];

const op = (...bytes: readonly number[]): Buffer => Buffer.from(bytes);

function sized(opcode: number, content: Buffer): Code {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return [op(opcode), length, content, op(0x94)];
}

const text = (value: string): Code => sized(0x58, Buffer.from(value));
const bytes = (value: Uint8Array): Code => sized(0x42, Buffer.from(value.buffer, value.byteOffset, value.length));
const small = (value: number): Code => [op(0x4b, value)];

function whole(value: number): Code {
  const code = Buffer.alloc(5);
  code[0] = 0x4a;
  code.writeInt32LE(value, 1);
  return [code];
}

const none: Code = [op(0x4e)];
const no: Code = [op(0x89)];
const yes: Code = [op(0x88)];
const name = (module: string, of: string): Code => [...text(module), ...text(of), op(0x93), op(0x94)];
const tuple = (...items: readonly Code[]): Code => [op(0x28), ...items.flat(), op(0x74), op(0x94)];
const list = (...items: readonly Code[]): Code => [op(0x5d), op(0x94), op(0x28), ...items.flat(), op(0x65)];
const reduce = (factory: Code, args: Code): Code => [...factory, ...args, op(0x52), op(0x94)];
const built = (object: Code, state: Code): Code => [...object, ...state, op(0x62)];

/** @param flags numpy's: 63 of objects, 0 of numbers */
const dtype = (type: string, flags: number): Code =>
  built(reduce(name('numpy', 'dtype'), tuple(text(type), no, yes)), tuple(small(3), text('|'), none, none, none, whole(-1), whole(-1), small(flags))); // prettier-ignore

function array(shape: readonly number[], type: Code, content: Code): Code {
  const empty = reduce(name('numpy.core.multiarray', '_reconstruct'), tuple(name('numpy', 'ndarray'), tuple(small(0)), bytes(Buffer.from('b')))); // prettier-ignore
  return built(empty, tuple(small(1), tuple(...shape.map(whole)), type, no, content));
}

const objects = (shape: readonly number[], items: readonly Code[]): Code => array(shape, dtype('O8', 63), list(...items));

function block(rows: readonly FrameRow[]): Code {
  const imageType = dtype('u1', 0);
  const images = rows.map(({ data }) => array([32, 32, 3], imageType, bytes(data)));
  const values = objects([2, rows.length], [...images, ...rows.map(({ label }) => text(label))]);
  const columns = reduce(name('builtins', 'slice'), tuple(small(0), small(2), small(1)));
  return reduce(name('pandas._libs.internals', '_unpickle_block'), tuple(values, columns, small(2)));
}

const keyed = (pairs: readonly (readonly [string, Code])[]): Code => [op(0x7d), op(0x28), ...pairs.flatMap(([key, value]) => [...text(key), ...value]), op(0x75)]; // prettier-ignore

const newIndex = (kind: Code, state: Code): Code => reduce(name('pandas.core.indexes.base', '_new_Index'), tuple(kind, state));

const index = (names: readonly string[]): Code =>
  newIndex(name('pandas.core.indexes.base', 'Index'), keyed([['data', objects([names.length], names.map(text))], ['name', none]])); // prettier-ignore

const rowNumbers = (count: number): Code =>
  newIndex(name('pandas.core.indexes.range', 'RangeIndex'), keyed([['name', none], ['start', small(0)], ['stop', whole(count)], ['step', small(1)]])); // prettier-ignore
