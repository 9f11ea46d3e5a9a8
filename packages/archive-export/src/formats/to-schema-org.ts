import { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions, type TagRecord } from '../exported.ts';
import { shotTimes } from '../shot-times.ts';

const vocabularyUrls: Readonly<Record<string, string>> = { medtop: 'http://cv.iptc.org/newscodes/mediatopic/' };

/**
 * schema.org as JSON-LD: each film is a VideoObject whose shots are Clips (`startOffset`, `endOffset` in seconds), anything else an ImageObject, an
 * AudioObject or a CreativeWork. A tag is a DefinedTerm under `keywords`, and a PropertyValue at once, since only that has a place for its origin, confidence
 * and run (`valueReference`).
 */
export function toSchemaOrg(assets: readonly ExportedAsset[], options: ExportOptions): string {
  const graph = assets.map((each) => (each.asset.film ? toVideo(each, options) : toWork(each, options)));
  const { createdAt, run } = options;
  const about = {
    '@type': 'Dataset',
    dateCreated: createdAt,
    ...(run && { measurementTechnique: `run ${run.name}, version ${run.version}` }),
  };
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': [about, ...graph] }, null, 2) + '\n';
}

function toVideo({ asset, samples }: ExportedAsset, options: ExportOptions) {
  const { film } = asset;
  return {
    '@type': 'VideoObject',
    ...describeAsset(asset),
    contentUrl: encodeURI(asset.path),
    duration: `PT${film?.durationSeconds ?? 0}S`,
    ...(film && { width: pixels(film.width), height: pixels(film.height), encodingFormat: film.container }),
    hasPart: samples.map((each) => toClip(asset, each, options)),
  };
}

const pixels = (value: number) => ({ '@type': 'QuantitativeValue', value, unitText: 'pixels' });

function toClip(asset: ExportedAsset['asset'], each: ExportedSample, options: ExportOptions) {
  const times = shotTimes(asset, each.sample);
  return {
    '@type': 'Clip',
    '@id': idOf(each.sample.id),
    identifier: each.sample.id,
    name: times ? `${asset.title} ${times.timecode}` : asset.title,
    ...(times && {
      startOffset: times.fromSeconds,
      endOffset: times.toSeconds,
      url: `${encodeURI(asset.path)}#t=${times.fromSeconds},${times.toSeconds}`,
    }),
    ...describeSample(each, options),
  };
}

function toWork({ asset, samples }: ExportedAsset, options: ExportOptions) {
  const type = typeOfWork(samples[0]?.sample.media ?? {});
  return {
    '@type': type,
    ...describeAsset(asset),
    ...(type !== 'CreativeWork' && { contentUrl: encodeURI(asset.path) }),
    ...(samples[0] && describeSample(samples[0], options)),
  };
}

/** The type that schema.org has for the media of a sample; a text is a CreativeWork, which has no `contentUrl`. */
function typeOfWork(media: Readonly<Record<string, string>>): string {
  if (media['image'] !== undefined) return 'ImageObject';
  if (media['audio'] !== undefined) return 'AudioObject';
  return Object.keys(media).length > 0 ? 'MediaObject' : 'CreativeWork';
}

const describeAsset = ({ id, content, title, language, date }: ExportedAsset['asset']) => ({
  '@id': idOf(id),
  identifier: [
    { '@type': 'PropertyValue', propertyID: 'asset', value: id },
    { '@type': 'PropertyValue', propertyID: 'sha256', value: content },
  ],
  name: title,
  ...(language !== undefined && { inLanguage: language }),
  ...(date !== undefined && { datePublished: date }),
});

const describeSample = (each: ExportedSample, options: ExportOptions) => ({
  ...(each.sample.text !== '' && { abstract: each.sample.text }),
  keywords: tagRecords(each, options).map(toDefinedTerm),
});

/** Ids are no addresses on the web: a URN of its own kind. */
const idOf = (id: string) => `urn:mmae:${id}`;

function toDefinedTerm(tag: TagRecord) {
  const [prefix] = tag.concept?.split(':') ?? [];
  const set = prefix === undefined ? undefined : (vocabularyUrls[prefix] ?? prefix);
  return {
    '@type': ['DefinedTerm', 'PropertyValue'],
    name: tag.label,
    ...(tag.concept !== undefined && { termCode: tag.concept, inDefinedTermSet: set }),
    ...(tag.conceptName !== undefined && tag.conceptName !== tag.label && { alternateName: tag.conceptName }),
    ...(tag.conceptUri !== undefined && { url: tag.conceptUri }),
    ...(tag.sameAs && tag.sameAs.length > 0 && { sameAs: tag.sameAs }),
    valueReference: propertiesOf(tag),
  };
}

const propertiesOf = ({ origin, who, at, confidence, kind, from, runVersion }: TagRecord) =>
  Object.entries({ origin, who, at, confidence, kind, from, runVersion }).flatMap(([propertyID, value]) =>
    value === undefined ? [] : [{ '@type': 'PropertyValue', propertyID, value }],
  );
