/**
 * The names that a pickled data frame of images may contain, by module. They are read as data; nothing is imported or called.
 * pandas 1 and 2 and numpy 1 and 2 write these.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'pandas.core.frame': ['DataFrame'],
  pandas: ['DataFrame', 'Index', 'RangeIndex'],
  'pandas.core.internals.managers': ['BlockManager'],
  'pandas._libs.internals': ['_unpickle_block'],
  'pandas.core.indexes.base': ['_new_Index', 'Index'],
  'pandas.core.indexes.range': ['RangeIndex'],
  'pandas.core.indexes.numeric': ['Int64Index'],
  'numpy.core.multiarray': ['_reconstruct'],
  'numpy._core.multiarray': ['_reconstruct'],
  'numpy.core.numeric': ['_frombuffer'],
  'numpy._core.numeric': ['_frombuffer'],
  numpy: ['ndarray', 'dtype'],
  builtins: ['slice'],
};

export const isAllowed = (module: string, name: string): boolean => Object.hasOwn(allowed, module) && allowed[module].includes(name);
