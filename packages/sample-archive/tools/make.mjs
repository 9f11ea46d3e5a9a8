// Rebuilds archive/, truth/ and licences/photographs.md: `node tools/make.mjs FOLDER [NAME…]`, where FOLDER keeps the sources that it fetches.
// Needs Debian 12 with ffmpeg, espeak-ng, fonts-dejavu-core and pip; 5 minutes on two cores.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audioOf, writeWav } from './audio.mjs';
import { encoder, formats, picturesPerSecond } from './encode.mjs';
import { writeCredits } from './credits.mjs';
import { fetchSources } from './sources.mjs';
import { cuesOf, toEbuTtD, toLatinSrt, toSrt, toStl, toWebVtt } from './subtitles.mjs';
import { placed, render, truthOf } from './timeline.mjs';

const packageFolder = join(import.meta.dirname, '..');
const inPackage = (...parts) => join(packageFolder, ...parts);

async function make(folder, names) {
  const sources = fetchSources(folder);
  const programmes = readdirSync(inPackage('programmes')).map((file) => ({
    name: file.replace('.json', ''),
    ...JSON.parse(readFileSync(inPackage('programmes', file), 'utf8')),
  }));
  for (const programme of programmes) {
    if (names.length === 0 || names.includes(programme.name)) await makeFilm(programme, sources, join(folder, 'scratch'));
  }
  writeCredits(programmes, sources, inPackage('licences', 'photographs.md'));
}

async function makeFilm(programme, sources, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const format = formats[programme.format];
  const { fields = 1, size, rate } = format;
  const shots = placed(programme.shots);
  const framesPerSecond = picturesPerSecond(format) / fields;
  const wav = programme.silent
    ? undefined
    : writeWav(audioOf(programme, shots, framesPerSecond, { sources, scratch }), join(scratch, 'audio.wav'));
  const tracks = (programme.tracks ?? []).map(({ code, language }) => {
    const file = join(scratch, `${language}.srt`);
    writeFileSync(file, toSrt(cuesOf(shots, framesPerSecond, code)));
    return { file, language };
  });
  const film = inPackage('archive', programme.name + programme.format.replace(/.* /, '.'));
  const { write, end } = encoder(format, film, { wav, startTimecode: programme.startTimecode, tracks });
  await render(placed(inFields(programme.shots, fields)), { size, look: programme.look, sources }, write);
  await end();
  writeSidecars(programme, cuesOf(shots, framesPerSecond, programme.language));
  const truth = { film: film.slice(inPackage('archive').length + 1), rate, shots: truthOf(shots) };
  writeFileSync(inPackage('truth', `${programme.name}.shots.json`), `${JSON.stringify(truth, null, 2)}\n`);
}

/** Two pictures for each frame of an interlaced film. */
const inFields = (shots, fields) =>
  shots.map((shot) => ({
    ...shot,
    frames: shot.frames * fields,
    begins: shot.begins?.replace(/\d+/, (frames) => String(Number(frames) * fields)),
  }));

function writeSidecars({ name, subtitles, language, metadata, title, startTimecode }, cues) {
  const write = (ending, bytes) => writeFileSync(inPackage('archive', name + ending), bytes);
  if (metadata) write('.json', `${JSON.stringify(metadata, null, 2)}\n`);
  if (!subtitles) return;
  const writers = {
    '.srt': () => toSrt(cues),
    '.de.srt': () => toLatinSrt(cues),
    '.vtt': () => toWebVtt(cues, language),
    '.ttml': () => toEbuTtD(cues, language),
    '.stl': () => toStl(cues, { languageCode: '08', title, startHours: Number(startTimecode.slice(0, 2)) }),
  };
  write(subtitles, writers[subtitles]());
}

const [folder, ...names] = process.argv.slice(2);
await make(folder, names);
