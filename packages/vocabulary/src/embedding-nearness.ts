import type { TextNearness } from './match.ts';

/** Names of concepts as a text encoder sees them: an embedding for each name that it can read. */
export interface EmbeddedName {
  readonly qcode: string;
  readonly embedding: Float32Array;
}

/**
 * Nearness by a text encoder: the cosine of the embeddings of a text and of the nearest name of each concept, without those below 0.
 *
 * @param embed gives the embedding of a text, or undefined where the encoder knows none of its words
 */
export function embeddingNearness(names: readonly EmbeddedName[], embed: (text: string) => Float32Array | undefined): TextNearness {
  const units = names.map(({ qcode, embedding }) => ({ qcode, unit: toUnit(embedding) }));
  return (text) => {
    const embedding = embed(text);
    const nearest = new Map<string, number>();
    if (!embedding) return nearest;
    const query = toUnit(embedding);
    for (const { qcode, unit } of units) {
      const cosine = dot(query, unit);
      if (cosine > (nearest.get(qcode) ?? 0)) nearest.set(qcode, cosine);
    }
    return nearest;
  };
}

/** The vector of length 1 in the same direction; that of zeros stays. */
function toUnit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
