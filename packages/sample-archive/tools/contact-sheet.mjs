// Draws contact-sheet.png, the middle of each shot, a row a film: `node tools/contact-sheet.mjs`. Needs ffmpeg.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const packageFolder = join(import.meta.dirname, '..');
const [width, height, gap, margin] = [128, 72, 4, 116]; // pixels

const films = readdirSync(join(packageFolder, 'truth'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(packageFolder, 'truth', name), 'utf8')));

/** The frame in the middle of a shot, as PNG. */
function middleOf({ film, rate }, { from, to }) {
  const [numerator, denominator = '1'] = rate.split('/');
  const seconds = (((from + to) / 2) * denominator) / numerator;
  const filter = `scale=iw*sar:ih,setsar=1,scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1`;
  const args = ['-v', 'fatal', '-i', join(packageFolder, 'archive', film), '-ss', String(seconds), '-frames:v', '1', '-vf', filter];
  return execFileSync('ffmpeg', [...args, '-f', 'image2pipe', '-c:v', 'png', '-']);
}

const at = (row) => gap + row * (height + gap);
const layers = films.flatMap((film, row) =>
  film.shots.map((shot, column) => ({ input: middleOf(film, shot), left: margin + column * (width + gap), top: at(row) })),
);
const names = films.map(
  ({ film }, row) =>
    `<text x="${margin - 8}" y="${at(row) + height / 2 + 5}" text-anchor="end" font-family="sans-serif" font-size="14">${film}</text>`,
);
const numColumns = Math.max(...films.map(({ shots }) => shots.length));
const size = `width="${margin + numColumns * (width + gap)}" height="${at(films.length)}"`;
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="white"/>${names.join('')}</svg>`;

await sharp(Buffer.from(sheet))
  .composite(layers)
  .flatten()
  .png({ palette: true, colours: 128, compressionLevel: 9 })
  .toFile(join(packageFolder, 'contact-sheet.png'));
