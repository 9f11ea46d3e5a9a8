/** The names of SKOS (W3C 2009) and OWL that concepts are read from. */
const skosName = (name: string) => `http://www.w3.org/2004/02/skos/core#${name}`;

export const skos = {
  concept: skosName('Concept'),
  prefLabel: skosName('prefLabel'),
  altLabel: skosName('altLabel'),
  hiddenLabel: skosName('hiddenLabel'),
  definition: skosName('definition'),
  broader: skosName('broader'),
  narrower: skosName('narrower'),
  exactMatch: skosName('exactMatch'),
  closeMatch: skosName('closeMatch'),
} as const;

export const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
export const owlDeprecated = 'http://www.w3.org/2002/07/owl#deprecated';

/** A statement: the object is a resource, or a text with its language (empty if it has none). */
export interface Statement {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  readonly isLiteral: boolean;
  readonly language: string;
}
