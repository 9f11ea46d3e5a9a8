/** A label or a cluster for each sample: any strings or numbers; two that are `===` are one class. */
export type Labels = ArrayLike<Label>;

export type Label = string | number;

/** Samples dealt into classes, whatever the classes are called. */
export interface Partition {
  /** a sample's class, 0 … names.length − 1, numbered as they first appear */
  readonly codes: Uint32Array;
  readonly names: readonly Label[];
  /** how many samples a class has */
  readonly sizes: Float64Array;
}

/**
 * Numbers the classes of `labels`.
 *
 * @param caller whose argument this is, for the error
 * @throws RangeError for no labels at all, TypeError for one that is neither a string nor a number (NaN is none)
 */
export function toPartition(caller: string, labels: Labels): Partition {
  if (labels.length === 0) throw new RangeError(`${caller}: expected at least one label, got none`);
  return labels instanceof Uint32Array ? renumbered(caller, labels) : numbered(caller, labels);
}

/** Any labels, numbered by a map. */
function numbered(caller: string, labels: Labels): Partition {
  const numbering = new Map<Label, number>();
  const codes = encode(caller, labels, numbering);
  const sizes = new Float64Array(numbering.size);
  for (const code of codes) sizes[code]++;
  return { codes, names: [...numbering.keys()], sizes };
}

/** A table of codes by label is made up to this label. */
const mostTabled = 4096;

/** Codes of another numbering, by a table where they are not far apart: a bootstrap asks thousands of times. */
function renumbered(caller: string, labels: Uint32Array): Partition {
  const most = labels.reduce((greatest, label) => Math.max(greatest, label), 0);
  if (most > mostTabled) return numbered(caller, labels);
  const codeOf = new Int32Array(most + 1).fill(-1);
  const codes = new Uint32Array(labels.length);
  const [names, sizes]: [number[], number[]] = [[], []];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (codeOf[label] < 0) {
      codeOf[label] = names.push(label) - 1;
      sizes.push(0);
    }
    codes[i] = codeOf[label];
    sizes[codes[i]]++;
  }
  return { codes, names, sizes: Float64Array.from(sizes) };
}

/** The codes of two arrays of labels under one numbering: equal codes are equal labels. */
export function toSharedCodes(caller: string, first: Labels, second: Labels): [Uint32Array, Uint32Array] {
  const numbering = new Map<Label, number>();
  return [encode(caller, first, numbering), encode(caller, second, numbering)];
}

function encode(caller: string, labels: Labels, numbering: Map<Label, number>): Uint32Array {
  const codes = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!isLabel(label)) throw new TypeError(`${caller}: expected strings or numbers as labels, got ${label} at ${i}`);
    let code = numbering.get(label);
    if (code === undefined) numbering.set(label, (code = numbering.size));
    codes[i] = code;
  }
  return codes;
}

const isLabel = (label: unknown) => typeof label === 'string' || (typeof label === 'number' && !Number.isNaN(label));
