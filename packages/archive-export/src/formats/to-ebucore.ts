import type { Asset } from '@mmae/archive-store';
import { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions } from '../exported.ts';
import { shotTimes } from '../shot-times.ts';
import { toDuration, toFormat, toStart } from './ebucore-format.ts';
import { toSubject } from './ebucore-subject.ts';
import { toXmlText, type XmlNode } from './xml-text.ts';

const namespaces = { '@xmlns': 'urn:ebu:metadata-schema:ebucore', '@xmlns:dc': 'http://purl.org/dc/elements/1.1/' };

/**
 * EBUCore 1.10 (EBU Tech 3293). One asset is the document's `coreMetadata` with a `part` for each shot; of several, each is a part itself. A tag is a
 * `subject`: `typeLabel` says `person` or `machine`, `attributor` who, and `note` has confidence, modalities and run version.
 */
export function toEbucore(assets: readonly ExportedAsset[], options: ExportOptions): string {
  const [dateLastModified, timeLastModified] = options.createdAt.split('T');
  return toXmlText({
    ebuCoreMain: {
      ...namespaces,
      '@version': '1.10',
      '@dateLastModified': dateLastModified,
      '@timeLastModified': timeLastModified,
      '@writingLibraryName': 'MMAE',
      coreMetadata: assets.length === 1 ? toAsset(assets[0], options) : toCollection(assets, options),
    },
  });
}

const toCollection = (assets: readonly ExportedAsset[], options: ExportOptions): XmlNode => ({
  title: { 'dc:title': `${assets.length} assets` },
  part: assets.map((each) => ({ '@partId': each.asset.id, '@partName': each.asset.title, ...toAsset(each, options) })),
});

function toAsset({ asset, samples }: ExportedAsset, options: ExportOptions): XmlNode {
  const { title, date, id, content, language, kind } = asset;
  return {
    title: { 'dc:title': title },
    date: date === undefined ? undefined : { 'dc:date': date },
    identifier: [toIdentifier('asset', id), toIdentifier('SHA-256', content)],
    language: language === undefined ? undefined : { 'dc:language': language },
    format: toFormat(asset),
    ...(kind === 'sample' ? describeSample(samples[0], options) : { part: samples.map((each) => toShot(asset, each, options)) }),
  };
}

function toShot(asset: Asset, each: ExportedSample, options: ExportOptions): XmlNode {
  const times = shotTimes(asset, each.sample);
  return {
    '@partId': each.sample.id,
    '@typeLabel': 'shot',
    '@partName': times?.timecode,
    identifier: toIdentifier('sample', each.sample.id),
    ...describeSample(each, options),
    partStartTime: times && toStart(times.timecode, times.rate),
    partDuration: times && toDuration(times.to - times.from, times.rate),
  };
}

function describeSample(each: ExportedSample, options: ExportOptions): XmlNode {
  const { text, textSource = 'text', language } = each.sample;
  return {
    subject: tagRecords(each, options).map((tag) => toSubject(tag, options.run?.name)),
    description: text === '' ? undefined : { '@typeLabel': textSource, 'dc:description': { '@xml:lang': language, '#text': text } },
  };
}

const toIdentifier = (typeLabel: string, identifier: string): XmlNode => ({ '@typeLabel': typeLabel, 'dc:identifier': identifier });
