import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { conceptName } from '@mmae/vocabulary';
import type { ExportOptions, TagRecord } from '../exported.ts';

/** A tag as `subject`, with its concept as `subjectCode`. */
export function addSubject(node: XMLBuilder, tag: TagRecord, { conceptOf, language = 'en', run }: ExportOptions) {
  const subject = node.ele('subject', { typeLabel: tag.origin, ...(tag.kind && { typeDefinition: tag.kind }), note: noteOf(tag) });
  subject.ele('dc:subject').txt(tag.label);
  const concept = tag.concept === undefined ? undefined : conceptOf?.(tag.concept);
  const named = concept && conceptName(concept, language);
  if (named && named.name !== tag.label) subject.ele('dc:subject', { 'xml:lang': named.language }).txt(named.name);
  if (tag.concept !== undefined) subject.ele('subjectCode').txt(encodeURI(tag.conceptUri ?? tag.concept));
  const contact = subject
    .ele('attributor')
    .ele('contactDetails', { typeLabel: tag.origin, ...(tag.at && { lastUpdate: tag.at.slice(0, 10) }) });
  contact.ele('name').txt(tag.origin === 'person' ? (tag.who ?? '') : (run?.name ?? tag.runVersion ?? ''));
}

/** Such as `confidence=0.83; from=audio+image; run=3f2a91`, or of a person `at=2026-11-27T15:00:00Z`. */
const noteOf = ({ at, confidence, from, runVersion }: TagRecord) =>
  Object.entries({ at, confidence, from, run: runVersion })
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]))
    .join('; ');
