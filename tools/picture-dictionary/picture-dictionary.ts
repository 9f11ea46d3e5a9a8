// npm run dictionary -- OUT [--packages FOLDER] [--seed N]: builds a corpus of pictures, sounds and definitions from packages of Debian and npm.
import { Command, numberOption, runCommandLine, type CommandContext } from '@mmae/command-line';
import { SetupError } from '@mmae/setup';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeItems } from './make-items.ts';
import { recordingsOf } from './media/recordings.ts';
import { speechVersions, versionRemark } from './media/speak.ts';
import { entriesOf } from './pairing/entries.ts';
import { groupsOf } from './pairing/groups.ts';
import { splitsOf } from './pairing/splits.ts';
import { fetchPackage } from './sources/fetch-packages.ts';
import { gameIcons } from './sources/game-icons.ts';
import { art4appsPictures, gcomprisPictures } from './sources/named-files.ts';
import { notoPictures } from './sources/noto.ts';
import { openclipartPictures } from './sources/openclipart.ts';
import { sourcePackages, type SourceName } from './sources/packages.ts';
import { labelling } from './words/labels.ts';
import { listedWord, readWordNet } from './words/wordnet.ts';
import { description } from './writing/description.ts';
import { manifestCsv, provenanceCsv } from './writing/rows.ts';

interface Options {
  readonly packages: string;
  readonly seed: number;
}

/** Downloads, pairs, renders, speaks, and writes the corpus. */
async function build(out: string, { packages, seed }: Options, { print, progress, signal }: CommandContext): Promise<void> {
  prepare(out, seed);
  const versions = await speechVersions();
  const remark = versionRemark(versions);
  if (remark) progress.say(remark);
  const unpacked = await fetchAll(packages, progress, signal);
  const wordNet = readWordNet(wordNetFiles(unpacked.wordnet));
  const pictures = [
    ...openclipartPictures(unpacked.openclipart),
    ...art4appsPictures(unpacked.art4apps),
    ...notoPictures(unpacked.noto),
    ...gcomprisPictures(unpacked.gcompris),
    ...gameIcons(unpacked.gameIcons),
  ];
  const { entries, leftOut } = entriesOf(pictures, wordNet, { seed, labelOf: labelling(wordNet) });
  progress.say(`entries: ${entries.length}, from ${pictures.length} pictures`);
  const recorded = recordingsOf(entries.map(({ name }) => name), (name) => listedWord(wordNet, name.replaceAll(' ', '_'))); // prettier-ignore
  const { items, refused } = await makeItems(entries, { out, seed, unpacked, recorded, progress, signal });
  const groups = groupsOf(items);
  const splits = splitsOf(items.map(({ id, label }) => ({ label, group: groups.get(id)! })), seed); // prettier-ignore
  writeFileSync(join(out, 'provenance.csv'), provenanceCsv(items));
  writeFileSync(join(out, 'MANIFEST.md'), description({ items, groups, splits, seed, versions, leftOut: { ...leftOut, ...refused } }));
  writeFileSync(join(out, 'manifest.csv'), manifestCsv(items, groups, splits));
  print(`${join(out, 'manifest.csv')}: ${items.length} items\n`);
}

/** Makes the folders. @throws SetupError if the folder has a corpus of another seed */
function prepare(out: string, seed: number): void {
  const file = join(out, 'seed.txt');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : String(seed);
  if (before !== String(seed))
    throw new SetupError(`${out} has a corpus of seed ${before}, and this is seed ${seed}`, 'Choose another folder');
  for (const folder of ['images', 'audio']) mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(file, String(seed));
}

async function fetchAll(folder: string, progress: CommandContext['progress'], signal: AbortSignal): Promise<Record<SourceName, string>> {
  const unpacked: Partial<Record<SourceName, string>> = {};
  for (const name of Object.keys(sourcePackages) as SourceName[]) {
    signal.throwIfAborted();
    progress.update(`packages: ${sourcePackages[name].name}`);
    unpacked[name] = await fetchPackage(sourcePackages[name], folder);
  }
  return unpacked as Record<SourceName, string>;
}

function wordNetFiles(unpacked: string) {
  const read = (name: string) => readFileSync(join(unpacked, 'usr/share/wordnet', name), 'latin1');
  return { data: read('data.noun'), index: read('index.noun'), exceptions: read('noun.exc') };
}

process.exitCode = await runCommandLine(
  (context) =>
    new Command('picture-dictionary')
      .description(
        'Builds a corpus of pictures, sounds and definitions from packages of Debian and npm. It needs apt-get, dpkg, npm, tar, espeak-ng and flite.',
      )
      .argument('<out>', 'folder of the corpus')
      .option('--packages <folder>', 'where packages are downloaded to, or were put by hand', '.picture-dictionary')
      .addOption(numberOption('--seed <number>', 'chooses pictures, voices and splits', { min: 0, isInteger: true }).default(0))
      .action((out, options) => build(out, options as Options, context)),
  process.argv.slice(2),
);
