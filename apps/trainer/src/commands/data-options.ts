import { assignmentsOption, Option } from '@mmae/command-line';
import type { DataSource } from '@mmae/pipeline';

export const dataOption = () =>
  new Option(
    '--data <manifest>',
    'manifest.csv or .jsonl with the columns id, split, label, group, image, audio, text, or a folder that contains one',
  );

export const mediaRootOption = () =>
  new Option('--media-root <folder>', 'the folder that the media paths are relative to (default: the folder of the manifest)');

export const columnOption = () =>
  assignmentsOption('--column <name=column>', 'the name of a column in the manifest, as in --column id=Signatur --column image=Bild');

export const verifyOption = () =>
  new Option('--verify', 'compares the contents of media files with what was extracted before, instead of their sizes and times');

interface DataOptions {
  readonly data: string;
  readonly mediaRoot?: string;
  readonly column: Readonly<Record<string, string>>;
}

export const toDataSource = ({ data, mediaRoot, column }: DataOptions): DataSource => ({ manifest: data, mediaRoot, columns: column });
