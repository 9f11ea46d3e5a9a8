import type { TagRecord } from '../exported.ts';
import type { XmlNode } from './xml-text.ts';

/** A tag as `subject`, with its concept as `subjectCode`. @param runName who a machine tag is by */
export function toSubject(tag: TagRecord, runName?: string): XmlNode {
  const { label, concept, conceptUri, conceptName: named, conceptLanguage, origin, who = '', at, runVersion = '' } = tag;
  const inLanguage = named === undefined || named === label ? [] : [{ '@xml:lang': conceptLanguage, '#text': named }];
  return {
    '@typeLabel': origin,
    '@typeDefinition': tag.kind,
    '@note': noteOf(tag),
    'dc:subject': [label, ...inLanguage],
    subjectCode: concept === undefined ? undefined : encodeURI(conceptUri ?? concept),
    attributor: {
      contactDetails: { '@typeLabel': origin, '@lastUpdate': at?.slice(0, 10), name: origin === 'person' ? who : (runName ?? runVersion) },
    },
  };
}

/** Such as `confidence=0.83; from=audio+image; run=3f2a91`, or of a person `at=2026-11-27T15:00:00Z`. */
const noteOf = ({ at, confidence, from, runVersion }: TagRecord) =>
  Object.entries({ at, confidence, from, run: runVersion })
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]))
    .join('; ');
