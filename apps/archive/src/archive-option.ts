import { Option } from '@mmae/command-line';

/** The option that every command has. */
export const archiveOption = () => new Option('--archive <folder>', 'the folder of the archive').env('MMAE_ARCHIVE').default('archive');
