import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveArchive, type ServerOptions } from '@mmae/archive-server';
import { openArchive, type Archive } from '@mmae/archive-store';
import { sampleArchiveFolder, trueShots } from '@mmae/sample-archive';
import { frameRate, toSeconds } from '@mmae/timecode';
import sharp from 'sharp';
import { annotate, wordSearch } from './annotated.test.support.ts';
import { pageFolder } from './page-folder.ts';

/** Films of the sample archive that browsers play, with their titles and languages. */
const films = [
  { film: 'E204101.mp4', title: 'Wings <b>over</b> water', language: 'en', startTimecode: '10:00:00:00', subtitles: 'E204101.srt' },
  { film: 'E204110.mp4', title: 'The week in pictures', language: 'en', startTimecode: '09:58:30:00', subtitles: 'E204110.vtt' },
];
const colours = ['#1d4e89', '#7a3b2e', '#2e6b3e', '#6b2e5f', '#8a6d1d', '#3b3b7a'];

export interface ServedPage {
  readonly archive: Archive;
  readonly url: string;
  /** id of the asset of `E204101.mp4` */
  readonly assetId: string;
  close(): Promise<void>;
}

/** The page of an archive with two films, whose stills are plain colours, and one text. */
export async function servedPage(options: Partial<ServerOptions> = {}): Promise<ServedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'archive-page-'));
  const archive = openArchive(join(folder, 'archive'), { create: true });
  await addFilms(archive, join(folder, 'media'));
  const onError = (error: Error) => {
    throw error;
  };
  const served = { archive, search: wordSearch(archive), pageFolder: await pageFolder(), onError };
  const server = await serveArchive(served, { port: 0, ...options });
  return {
    archive,
    url: server.url,
    assetId: archive.assets().items.find(({ path }) => path === 'E204101.mp4')!.id,
    async close() {
      await server.close();
      archive.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addFilms(archive: Archive, root: string): Promise<void> {
  mkdirSync(root);
  const subjects: string[] = [];
  const subjectOf = new Map<number, number>();
  for (const [i, { film, subtitles, ...about }] of films.entries()) {
    copyFileSync(join(sampleArchiveFolder, film), join(root, film));
    copyFileSync(join(sampleArchiveFolder, subtitles), join(root, subtitles));
    const { rate: rateText, shots } = trueShots().find((one) => one.film === film)!;
    const rate = frameRate(rateText);
    const numFrames = shots.at(-1)!.to;
    const facts = {
      rate,
      startTimecode: about.startTimecode,
      numFrames,
      durationSeconds: toSeconds(numFrames, rate),
      width: 640,
      height: 360,
    };
    const { sampleKeys } = archive.putAsset(
      {
        ...{ content: String(i + 1).repeat(64), kind: 'film', root, path: film, sizeBytes: 1, modifiedMs: 1, date: '2024' },
        ...{ title: about.title, language: about.language, subtitles: [{ path: subtitles, language: about.language }] },
        film: { ...facts, container: 'mov,mp4,m4a,3gp,3g2,mj2', videoCodec: 'h264', audioCodec: 'aac' },
      },
      shots.map(({ from, to, text = '' }, k) => ({ range: { from, to }, media: { image: `${k % colours.length}.png` }, text, extra: {} })),
    );
    shots.forEach(({ subject }, k) => {
      if (!subjects.includes(subject)) subjects.push(subject);
      subjectOf.set(sampleKeys[k]!, subjects.indexOf(subject));
    });
  }
  for (const [i, background] of colours.entries())
    await sharp({ create: { width: 640, height: 360, channels: 3, background } }).toFile(join(root, `${i}.png`));
  const note = { content: 'f'.repeat(64), kind: 'sample' as const, root, path: 'note', title: 'A note', sizeBytes: 5, modifiedMs: 1 };
  const { sampleKeys } = archive.putAsset(note, [{ media: {}, text: 'Nothing but a text about harbours.', extra: {} }]);
  subjectOf.set(sampleKeys[0]!, 0);
  annotate(
    archive,
    subjects.map((name) => ({ name, words: [name] })),
    (key) => subjectOf.get(key)!,
  );
}
