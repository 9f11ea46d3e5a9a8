import { openArchive, restoreArchive } from '@mmae/archive-store';
import { toSize, type CommandContext } from '@mmae/command-line';
import { statSync } from 'node:fs';

/** `mmae-archive backup` */
export async function backup(file: string, folder: string, { progress }: CommandContext): Promise<void> {
  const archive = openArchive(folder);
  try {
    await archive.backup(file, (done, total) => progress.update(`${Math.round((100 * done) / total)} % copied`));
    progress.say(`${file}: ${toSize(statSync(file).size)}, with ${archive.counts().numDecisions} decisions`);
  } finally {
    archive.close();
  }
}

/** `mmae-archive restore` */
export async function restore(file: string, folder: string, { progress }: CommandContext): Promise<void> {
  await restoreArchive(file, folder);
  const archive = openArchive(folder);
  try {
    const { numAssets, numSamples, numDecisions } = archive.counts();
    progress.say(`${folder}: ${numAssets} assets with ${numSamples} samples, ${numDecisions} decisions`);
  } finally {
    archive.close();
  }
}
