import type { FeatureTable } from '@mmae/feature-table';
import { forwardTable, type Forward } from './forward-table.ts';
import { weightPrefix, type Model, type ModelNetwork } from './model.ts';

/**
 * A table on its way through a model: each modality is encoded once by each network that needs it, for whatever it is embedded or rebuilt with.
 * It holds an encoding of every row that it was asked for.
 */
export interface EncodedTable {
  readonly model: Model;
  readonly table: FeatureTable;
  /** the table in one of the model's networks */
  through(network: ModelNetwork): Forward;
}

/** Nothing is computed before it is asked for. */
export function encodeTable(model: Model, table: FeatureTable): EncodedTable {
  const known = new Map<string, Forward>();
  return {
    model,
    table,
    through(network) {
      const name = weightPrefix(network);
      const forward = known.get(name) ?? forwardTable(network, model.weights, table);
      known.set(name, forward);
      return forward;
    },
  };
}

/** Encodes tables, each but once: what is known of one is forgotten with the table. */
export function tableEncoder(model: Model): (table: FeatureTable) => EncodedTable {
  const known = new WeakMap<FeatureTable, EncodedTable>();
  return (table) => {
    const encoded = known.get(table) ?? encodeTable(model, table);
    known.set(table, encoded);
    return encoded;
  };
}
