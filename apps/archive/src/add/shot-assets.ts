import type { FilmFacts, NewAsset, NewSample } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { openProgramme } from '@mmae/programme';
import { findMediaFile, UnusableMediaError, type Sample } from '@mmae/samples';
import { posix } from 'node:path';
import type { AddContext } from './add-context.ts';
import { filesOf, textOf, withoutEmpty } from './sample-asset.ts';

interface ShotContext extends AddContext {
  readonly note: (path: string, reason: string) => void;
}

/** Whether a row is a shot of a film, as `mmae-train manifest` writes them. */
export const isShot = ({ extra: { asset, from, to } }: Pick<Sample, 'extra'>): boolean =>
  Boolean(asset) && /^\d+$/.test(from ?? '') && /^\d+$/.test(to ?? '') && Number(from) < Number(to);

/** Puts the films of a manifest with their shots. @returns the rows that are left: no shots, or shots of films that cannot be read, with a note */
export async function shotAssets(samples: readonly Sample[], root: string, context: ShotContext): Promise<Sample[]> {
  const { writer, note, progress, signal } = context;
  const others = samples.filter((sample) => !isShot(sample));
  const byFilm = new Map<string, Sample[]>();
  for (const sample of samples.filter(isShot)) {
    const rows = byFilm.get(sample.extra.asset);
    if (rows) rows.push(sample);
    else byFilm.set(sample.extra.asset, [sample]);
  }
  let numDone = 0;
  for (const [path, rows] of byFilm) {
    signal.throwIfAborted();
    progress.update(`${numDone++} of ${byFilm.size} films added: ${path}`);
    try {
      const asset = await filmOfRows(path, rows, root, context);
      const first = writer.put(asset, rows.map(shotSample));
      writer.flush();
      if (first !== undefined) note(path, `duplicate film: ${first} has the same content and is used`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      note(path, `unusable film, its shots are items of their own: ${error.message}`);
      others.push(...rows);
    }
  }
  return others;
}

async function filmOfRows(path: string, rows: readonly Sample[], root: string, { writer, signal }: ShotContext): Promise<NewAsset> {
  const file = findMediaFile(root, path);
  const numFrames = Math.max(...rows.map(({ extra }) => Number(extra.to)));
  const known = writer.known(file.path, file.sizeBytes, file.modifiedMs);
  const { content, film } = known?.film ? { content: known.content, film: known.film } : await readFacts(file.path, numFrames, signal);
  const { title, date } = rows[0].extra;
  const language = known?.language ?? rows.map((row) => textOf(row).language).find(Boolean);
  return {
    ...{ content, kind: 'film', root, path: posix.normalize(path), title: title || (known?.title ?? posix.parse(path).name) },
    film: { ...film, numFrames },
    ...(language && { language }),
    ...(date || known?.date ? { date: date || known?.date } : {}),
    ...(known?.subtitles && { subtitles: known.subtitles }),
    ...{ sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs },
  };
}

async function readFacts(file: string, numFrames: number, signal: AbortSignal): Promise<{ content: string; film: FilmFacts }> {
  const programme = await openProgramme(file, { signal });
  const { video, audio, container, durationSeconds, startTimecode } = await programme.info(signal);
  if (!video) throw new UnusableMediaError(`no video: ${file} has none.`);
  const { rate, displayWidth, displayHeight, codec } = video;
  return {
    content: programme.id,
    film: {
      ...{
        rate,
        numFrames,
        durationSeconds: durationSeconds ?? (numFrames * rate.den) / rate.num,
        width: displayWidth,
        height: displayHeight,
      },
      ...{ container, videoCodec: codec },
      ...(startTimecode !== undefined && { startTimecode }),
      ...(audio[0] && { audioCodec: audio[0].codec }),
    },
  };
}

function shotSample(sample: Sample): NewSample {
  const {
    from,
    to,
    timecode,
    text_source: textSource,
    asset: _asset,
    title: _title,
    date: _date,
    language: _language,
    ...others
  } = sample.extra;
  const { text, language } = textOf(sample);
  return {
    range: { from: Number(from), to: Number(to) },
    ...(timecode && { timecode }),
    media: Object.fromEntries(filesOf(sample)),
    text,
    ...(textSource && { textSource }),
    ...(language && { language }),
    extra: { ...withoutEmpty(others), ...(sample.label && { label: sample.label }) },
  };
}
