import type { FilmFacts, NewAsset, NewSample } from '@mmae/archive-store';
import type { ReadFilm } from '@mmae/film-reader';
import { clockOf, type ExtractedFilm } from '@mmae/programme';
import { languageTag } from '@mmae/subtitles';
import { existsSync } from 'node:fs';
import { join, parse, relative, sep } from 'node:path';

/** A film that was read, as an asset with a sample for each shot. @param mediaFolder of the reader, absolute @param root that contains film and media folder */
export function filmAsset({ film, content, sizeBytes, modifiedMs, shots, rows }: ReadFilm, mediaFolder: string, root: string) {
  const inRoot = (file: string) => relative(root, file).replaceAll(sep, '/');
  const language = languageOf(shots) ?? rows.find((row) => row.language !== '')?.language;
  const asset: NewAsset = {
    ...{ content, kind: 'film', root, path: inRoot(film.file), title: film.caption.title ?? parse(film.path).name },
    film: filmFacts(shots),
    ...(language && { language }),
    ...(film.caption.date && { date: film.caption.date }),
    ...{ sizeBytes, modifiedMs },
    subtitles: [
      ...film.subtitles.map((file) => ({ path: inRoot(file.file), ...(file.language && { language: file.language }) })),
      ...trackFiles(shots, mediaFolder).map(({ file, language: own }) => ({ path: inRoot(file), ...(own && { language: own }) })),
    ],
  };
  const keywords = film.caption.keywords.join(', ');
  const samples = rows.map(({ from, to, timecode, image, audio, text, textSource, language: own }): NewSample => {
    const media = Object.entries({ image, audio }).filter(([, path]) => path !== '');
    return {
      ...{ range: { from, to }, timecode, text },
      media: Object.fromEntries(media.map(([modality, path]) => [modality, inRoot(join(mediaFolder, path))])),
      ...(textSource && { textSource }),
      ...(own && { language: own }),
      extra: keywords === '' ? {} : { keywords },
    };
  });
  return { asset, samples };
}

export function filmFacts({ info, shots, durationSeconds }: ExtractedFilm): FilmFacts {
  const { rate, startTimecode } = clockOf(info);
  const audioCodec = info.audio[0]?.codec;
  return {
    ...{ rate, numFrames: shots.at(-1)!.to, durationSeconds, container: info.container, videoCodec: info.video.codec },
    ...(startTimecode !== undefined && { startTimecode }),
    ...{ width: info.video.displayWidth, height: info.video.displayHeight },
    ...(audioCodec !== undefined && { audioCodec }),
  };
}

const languageOf = ({ info }: ExtractedFilm) =>
  info.audio.map(({ language }) => language && languageTag(language)).find((tag) => tag !== undefined);

/** Subtitle tracks that were read from the film. */
const trackFiles = ({ info, folder }: ExtractedFilm, mediaFolder: string) =>
  info.subtitles
    .map(({ index, language }) => ({ file: join(mediaFolder, folder, `track-${index}.vtt`), language: language && languageTag(language) }))
    .filter(({ file }) => existsSync(file));
