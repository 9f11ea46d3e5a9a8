import type { Asset } from '@mmae/archive-store';
import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { addFormat, addStart, addDuration } from './ebucore-format.ts';
import { addSubject } from './ebucore-subject.ts';
import { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions } from '../exported.ts';
import { shotTimes } from '../shot-times.ts';

const namespaces = { xmlns: 'urn:ebu:metadata-schema:ebucore', 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' };

/**
 * EBUCore 1.10 (EBU Tech 3293). One asset is the document's `coreMetadata` with a `part` for each shot; of several, each is a part itself. A tag is a
 * `subject`: `typeLabel` says `person` or `machine`, `attributor` who, and `note` has confidence, modalities and run version.
 */
export function toEbucore(assets: readonly ExportedAsset[], options: ExportOptions): string {
  const [dateLastModified, time] = options.createdAt.split('T');
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' }).ele('ebuCoreMain', {
    ...namespaces,
    version: '1.10',
    dateLastModified,
    timeLastModified: time,
    writingLibraryName: 'MMAE',
  });
  const core = root.ele('coreMetadata');
  if (assets.length === 1) describeAsset(core, assets[0], options);
  else {
    core.ele('title').ele('dc:title').txt(`${assets.length} assets`);
    for (const each of assets) describeAsset(core.ele('part', { partId: each.asset.id, partName: each.asset.title }), each, options);
  }
  return root.end({ prettyPrint: true }) + '\n';
}

function describeAsset(node: XMLBuilder, { asset, samples }: ExportedAsset, options: ExportOptions) {
  node.ele('title').ele('dc:title').txt(asset.title);
  if (asset.date !== undefined) node.ele('date').ele('dc:date').txt(asset.date);
  addIdentifier(node, 'asset', asset.id);
  addIdentifier(node, 'SHA-256', asset.content);
  if (asset.language !== undefined) node.ele('language').ele('dc:language').txt(asset.language);
  addFormat(node, asset);
  if (asset.kind === 'sample' && samples[0]) describeSample(node, samples[0], options);
  else for (const each of samples) addShot(node, asset, each, options);
}

function addShot(node: XMLBuilder, asset: Asset, each: ExportedSample, options: ExportOptions) {
  const times = shotTimes(asset, each.sample);
  const part = node.ele('part', { partId: each.sample.id, typeLabel: 'shot', ...(times && { partName: times.timecode }) });
  addIdentifier(part, 'sample', each.sample.id);
  describeSample(part, each, options);
  if (!times) return;
  addStart(part.ele('partStartTime'), times.timecode, times.rate);
  addDuration(part.ele('partDuration'), times.to - times.from, times.rate);
}

function describeSample(node: XMLBuilder, each: ExportedSample, options: ExportOptions) {
  const { text, textSource = 'text', language } = each.sample;
  for (const tag of tagRecords(each, options)) addSubject(node, tag, options);
  if (text === '') return;
  node
    .ele('description', { typeLabel: textSource })
    .ele('dc:description', language === undefined ? {} : { 'xml:lang': language })
    .txt(text);
}

const addIdentifier = (node: XMLBuilder, typeLabel: string, identifier: string) =>
  node.ele('identifier', { typeLabel }).ele('dc:identifier').txt(identifier);
