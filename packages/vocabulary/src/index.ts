export type { Concept, ConceptMatch, Vocabulary } from './vocabulary.ts';
