import { toCsv } from '@mmae/csv';
import { toRateText } from '@mmae/timecode';
import { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions, type TagRecord } from '../exported.ts';
import { shotTimes } from '../shot-times.ts';

const sampleColumns = ['asset', 'path', 'title', 'sample', 'from', 'to', 'timecode', 'endTimecode', 'rate', 'language', 'text'];
const tagColumns = ['label', 'concept', 'conceptName', 'origin', 'who', 'at', 'confidence', 'kind', 'readFrom', 'runVersion'];

/** A table with a row for each tag, and one for a sample without tags. The first row has the names of the columns. */
export function toCsvTable(assets: readonly ExportedAsset[], options: ExportOptions): string {
  const rows = assets.flatMap(({ asset, samples }) =>
    samples.flatMap((each) => {
      const cells = sampleCells(asset, each);
      const tags = tagRecords(each, options);
      return (tags.length > 0 ? tags : [undefined]).map((tag) => [...cells, ...tagCells(tag)]);
    }),
  );
  return toCsv([[...sampleColumns, ...tagColumns], ...rows]);
}

function sampleCells(asset: ExportedAsset['asset'], { sample }: ExportedSample): (string | number)[] {
  const times = shotTimes(asset, sample);
  const position = times ? [times.from, times.to, times.timecode, times.endTimecode, toRateText(times.rate)] : ['', '', '', '', ''];
  return [asset.id, asset.path, asset.title, sample.id, ...position, sample.language ?? asset.language ?? '', sample.text];
}

const tagCells = (tag?: TagRecord): (string | number)[] =>
  [tag?.label, tag?.concept, tag?.conceptName, tag?.origin, tag?.who, tag?.at, tag?.confidence, tag?.kind, tag?.from, tag?.runVersion].map(
    (cell) => cell ?? '',
  );
