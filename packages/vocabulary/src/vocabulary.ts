/** A concept of a vocabulary. */
export interface Concept {
  /** its short name, such as `medtop:04000000`; of a list of one's own: the prefix of the list and its id */
  readonly qcode: string;
  readonly uri?: string;
  /** names by BCP 47 language, such as `{ 'en-GB': 'economy, business and finance', de: 'Wirtschaft' }` */
  readonly names: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly definitions: Readonly<Record<string, string>>;
  /** qcodes */
  readonly broader: readonly string[];
  /** the same concept elsewhere, such as `http://www.wikidata.org/entity/Q159810` */
  readonly matches: readonly string[];
  readonly isRetired: boolean;
}

/** The concept that a text means, and how surely. */
export interface ConceptMatch {
  readonly concept: Concept;
  /** 0 … 1; 1 for the same name in the same language */
  readonly score: number;
  readonly by: 'qcode' | 'name' | 'alias' | 'stem' | 'nearness';
}

export interface Vocabulary {
  readonly concepts: readonly Concept[];
  concept(qcode: string): Concept | undefined;
  /** Concepts that a tag or label means, best first. */
  match(text: string, options?: { readonly language?: string; readonly limit?: number }): readonly ConceptMatch[];
  /** For completion while somebody types. */
  complete(prefix: string, options?: { readonly language?: string; readonly limit?: number }): readonly Concept[];
}
