export { draftOf, isDraft, syncFolder, writeFileAtomically, writeFilesAtomically } from './atomic-writes.ts';
export { enginesFolder, expectRecordedSizes, fileSizes, recordFileSizes } from './engines-folder.ts';
export { isLfsPointer, lfsPointer, maxLfsPointerBytes, type LfsPointer } from './lfs-pointer.ts';
