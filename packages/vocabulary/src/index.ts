export { conceptName } from './concept-name.ts';
export { conceptOfLabel } from './concept-of-label.ts';
export { createVocabulary, type VocabularyOptions } from './create-vocabulary.ts';
export type { TextNearness } from './match.ts';
export { mediaTopics, type MediaTopics } from './media-topics.ts';
export { parseConceptList, type ConceptListOptions } from './parse-concept-list.ts';
export { parseSkos } from './parse-skos.ts';
export { readConcepts, readVocabulary } from './read-vocabulary.ts';
export type { Concept, ConceptMatch, Vocabulary } from './vocabulary.ts';
