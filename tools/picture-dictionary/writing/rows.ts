import { toCsv } from '@mmae/csv';

/** An item of the corpus, with its files written. */
export interface Item {
  readonly id: string;
  readonly label: string;
  /** the word that is spoken, or whose sound is heard */
  readonly name: string;
  readonly text: string;
  readonly image: string;
  readonly audio: string;
  readonly seconds: number;
  /** `real` is a recording of the thing or a word spoken by a person */
  readonly voice: 'real' | 'synthetic';
  readonly soundKind: 'recording' | 'speech' | 'synthesiser';
  /** package and path, or engine and voice */
  readonly audioSource: string;
  /** package and path */
  readonly imageSource: string;
}

/**
 * The manifest: what training reads, and `voice`, which is real or synthetic.
 *
 * @param groups by the id of an item
 * @param splits by group
 */
export function manifestCsv(items: readonly Item[], groups: ReadonlyMap<string, string>, splits: ReadonlyMap<string, string>): string {
  const header = ['id', 'split', 'label', 'group', 'image', 'audio', 'text', 'voice'];
  const rows = items.map(({ id, label, image, audio, text, voice }) => {
    const group = groups.get(id)!;
    return [id, splits.get(group)!, label, group, image, audio, text, voice];
  });
  return toCsv([header, ...rows]);
}

/** Where each medium comes from, and the name of each item, which would be a label if it were in the manifest. */
export function provenanceCsv(items: readonly Item[]): string {
  const header = ['id', 'name', 'image_source', 'sound_kind', 'audio_source', 'seconds'];
  const rows = items.map(({ id, name, imageSource, soundKind, audioSource, seconds }) => [
    id,
    name,
    imageSource,
    soundKind,
    audioSource,
    seconds.toFixed(2),
  ]);
  return toCsv([header, ...rows]);
}
