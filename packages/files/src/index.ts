export { draftOf, isDraft, syncFolder, writeFileAtomically, writeFilesAtomically } from './atomic-writes.ts';
export { isLfsPointer, lfsPointer, maxLfsPointerBytes, type LfsPointer } from './lfs-pointer.ts';
