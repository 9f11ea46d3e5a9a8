import { lumaClasses } from '../../classes.ts';

/** Plurals that do not begin as their class does. */
const irregular = ['men', 'women', 'mice', 'wolves', 'babies'];

const beginnings = [...lumaClasses, ...irregular, 'rose'];

/**
 * Whether a word may be a class's, in any of its forms. Errors leave these alone: training removes label words from texts, and "hosre" it would
 * not know for "horse".
 */
export const mayBeLabel = (word: string): boolean => beginnings.some((beginning) => word.toLowerCase().startsWith(beginning));
