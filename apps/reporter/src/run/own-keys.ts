/**
 * A record whose keys come from outside (columns, modalities, subsets), without what every object inherits: asked for "constructor" it answers
 * only where it has that key.
 */
export const ownKeys = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, record);
