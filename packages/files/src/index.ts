export { draftOf, isDraft, syncFolder, writeFileAtomically, writeFilesAtomically } from './atomic-writes.ts';
export { enginesFolder, expectRecordedSizes, fileSizes, recordFileSizes } from './engines-folder.ts';
export { isLfsPointer, lfsPointer, maxLfsPointerBytes, type LfsPointer } from './lfs-pointer.ts';
export { decode, decodeWindows1252, encodingOf, type Encoding, type EncodingFound } from './text-encoding.ts';
