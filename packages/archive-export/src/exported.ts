import type { ArchiveSample, Asset, RunReference, Tag } from '@mmae/archive-store';
import { conceptName, type Concept } from '@mmae/vocabulary';

/** An asset with the samples to export, in their order. */
export interface ExportedAsset {
  readonly asset: Asset;
  readonly samples: readonly ExportedSample[];
}

export interface ExportedSample {
  readonly sample: ArchiveSample;
  readonly tags: readonly Tag[];
}

export interface ExportOptions {
  /** when the export is made: ISO 8601 in UTC */
  readonly createdAt: string;
  /** BCP 47, of names of concepts; default en */
  readonly language?: string;
  /** only tags that a person accepted or added; rejected ones are never exported */
  readonly onlyAccepted?: boolean;
  /** leaves out tags that only the machine has, with a lower confidence; default 0 */
  readonly minConfidence?: number;
  /** the run that annotated the archive */
  readonly run?: Pick<RunReference, 'name' | 'version'>;
  /** a concept of the vocabulary by its qcode */
  readonly conceptOf?: (qcode: string) => Concept | undefined;
}

/** What is exported of a tag. */
export interface TagRecord {
  readonly label: string;
  readonly concept?: string;
  /** the name of the concept, and the language that it is in */
  readonly conceptName?: string;
  readonly conceptLanguage?: string;
  readonly conceptUri?: string;
  readonly sameAs?: readonly string[];
  readonly origin: 'person' | 'machine';
  /** who decided, and when (ISO 8601) */
  readonly who?: string;
  readonly at?: string;
  /** of the machine, also where a person agreed with it: 0 … 1 */
  readonly confidence?: number;
  readonly kind?: 'label' | 'word';
  /** modalities that the machine read it from, such as `audio+image` */
  readonly from?: string;
  readonly runVersion?: string;
}

/** The tags of a sample that are exported: a person's first, then the machine's by confidence. */
export function tagRecords({ tags }: ExportedSample, options: ExportOptions): TagRecord[] {
  return tags
    .filter((tag) => isExported(tag, options))
    .map((tag) => toRecord(tag, options))
    .sort(compareRecords);
}

function isExported({ verdict, machine }: Tag, { onlyAccepted = false, minConfidence = 0 }: ExportOptions): boolean {
  return verdict === 'accepted' || (verdict === undefined && !onlyAccepted && (machine?.confidence ?? 0) >= minConfidence);
}

function toRecord({ label, concept, origin, who, at, machine }: Tag, { conceptOf, language = 'en' }: ExportOptions): TagRecord {
  const known = concept === undefined ? undefined : conceptOf?.(concept);
  const named = known && conceptName(known, language);
  return {
    label,
    ...(concept !== undefined && { concept }),
    ...(named && { conceptName: named.name, conceptLanguage: named.language, sameAs: known?.matches ?? [] }),
    ...(known?.uri !== undefined && { conceptUri: known.uri }),
    origin,
    ...(origin === 'person' && { who, at }),
    ...(machine && { confidence: machine.confidence, kind: machine.kind, from: machine.from, runVersion: machine.runVersion }),
  };
}

function compareRecords(a: TagRecord, b: TagRecord): number {
  const isMachine = ({ origin }: TagRecord) => Number(origin === 'machine');
  return isMachine(a) - isMachine(b) || (b.confidence ?? 0) - (a.confidence ?? 0) || (a.label < b.label ? -1 : Number(a.label > b.label));
}
