export { draftOf, isDraft, syncFolder, writeFileAtomically, writeFilesAtomically } from './atomic-writes.ts';
