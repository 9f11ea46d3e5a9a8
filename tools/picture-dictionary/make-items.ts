import type { Progress } from '@mmae/command-line';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureChooser, type ChosenPicture, type PicturesRefused } from './media/choose-picture.ts';
import type { Recording } from './media/recordings.ts';
import { toSound } from './media/sound.ts';
import { speak } from './media/speak.ts';
import { utteranceOf } from './media/voices.ts';
import type { Entry } from './pairing/entries.ts';
import type { SourceName } from './sources/packages.ts';
import { readQtResource } from './sources/qt-resource.ts';
import type { Item } from './writing/rows.ts';

export interface MakeOptions {
  readonly out: string;
  readonly seed: number;
  /** the folder of each unpacked package */
  readonly unpacked: Readonly<Record<SourceName, string>>;
  /** recordings by name of the entry */
  readonly recorded: ReadonlyMap<string, Recording>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Writes the picture and the sound of each entry. An entry without a usable picture is left out. Sounds that are there already are kept. */
export async function makeItems(entries: readonly Entry[], options: MakeOptions): Promise<{ items: Item[]; refused: PicturesRefused }> {
  const { choose, refused } = pictureChooser();
  const items: Item[] = [];
  for (const [i, entry] of entries.entries()) {
    options.signal.throwIfAborted();
    options.progress.update(`items: ${i} of ${entries.length}`);
    const chosen = await choose(entry.pictures);
    if (chosen) items.push(await writeItem(entry, chosen, options));
  }
  return { items, refused };
}

async function writeItem(entry: Entry, { picture, rendered }: ChosenPicture, options: MakeOptions): Promise<Item> {
  const { concept, label, name, text } = entry;
  const [image, audio] = [`images/${concept}.png`, `audio/${concept}.wav`];
  await writeFile(join(options.out, image), rendered.png);
  const sound = await writeSound(entry, join(options.out, audio), options);
  return { id: concept, label, name, text, image, audio, imageSource: `${picture.source} ${picture.path}`, ...sound };
}

async function writeSound({ concept, name }: Entry, file: string, { seed, unpacked, recorded }: MakeOptions) {
  const recording = recorded.get(name);
  const utterance = utteranceOf(concept, seed);
  if (!existsSync(file)) {
    const source = recording ? await bytesOf(recording, unpacked[recording.source]) : await speak(name, utterance);
    await writeFile(file, (await toSound(source)).wav);
  }
  const seconds = ((await readFile(file)).length - 44) / 32_000;
  if (!recording) {
    return { seconds, voice: 'synthetic', soundKind: 'synthesiser', audioSource: `${utterance.engine} ${utterance.voice}` } as const;
  }
  return { seconds, voice: 'real', soundKind: recording.kind, audioSource: `${recording.source} ${recording.path}` } as const;
}

async function bytesOf({ path }: Recording, unpacked: string): Promise<Uint8Array> {
  const [file, resource] = path.split(':');
  const bytes = await readFile(join(unpacked, file));
  const content = resource === undefined ? bytes : readQtResource(bytes).get(resource);
  if (content) return content;
  throw new RangeError(`bytesOf: expected a file of ${file}, got ${resource}. Correct the table of recordings.`);
}
