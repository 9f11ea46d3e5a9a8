import type { FileKind } from './file-kind.ts';

const namedFor: Readonly<Record<Exclude<FileKind, 'film'>, string>> = {
  image: 'image images img imgs picture pictures pics photo photos still stills scan scans bild bilder foto fotos imagenes immagini',
  audio: 'audio audios sound sounds music wav wavs mp3 video videos film films ton töne son sons sonido sonidos suoni',
  text: 'text texts txt caption captions transcript transcripts subtitle subtitles subs texte textes textos testi untertitel',
  sidecar: 'metadata meta json xmp sidecar sidecars metadaten',
};

const kindOfFolder = new Map(Object.entries(namedFor).flatMap(([kind, list]) => list.split(' ').map((name) => [name, kind] as const)));

/**
 * What a folder's path becomes without folders that are named for a modality and have a sibling named for another one:
 * `2024/images` and `2024/audio` both become `2024`.
 *
 * @param folders all folders that hold files, as relative paths
 */
export function withoutModalityFolders(folders: Iterable<string>): (folder: string) => string {
  const kindsBelow = new Map<string, Set<string>>();
  for (const folder of folders) {
    const segments = folder.split('/');
    segments.forEach((segment, depth) => {
      const kind = kindOfFolder.get(fold(segment));
      const parent = segments.slice(0, depth).join('/');
      if (kind !== undefined) kindsBelow.set(parent, (kindsBelow.get(parent) ?? new Set()).add(kind));
    });
  }
  const isDropped = (parent: string, segment: string) => kindOfFolder.has(fold(segment)) && (kindsBelow.get(parent)?.size ?? 0) > 1;
  return (folder) => {
    const segments = folder.split('/');
    return segments.filter((segment, depth) => !isDropped(segments.slice(0, depth).join('/'), segment)).join('/');
  };
}

/** Names that differ in case, in the composition of accents or in spaces around them are one name. */
export const fold = (name: string): string => name.normalize('NFC').toLowerCase().trim();
