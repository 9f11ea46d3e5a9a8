import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lavfi, makeFilm, moving, readWhole, testFolder } from '../films.test.support.ts';
import { probe } from '../index.ts';

const folder = testFolder();
const film = await makeFilm(join(folder, 'film.mp4'), ...moving('64x36', 0.2), '-c:v', 'mpeg4');

const names = [
  '-i -y -f.mp4',
  'it\'s a "film" $HOME `id` *.mp4',
  'two\nlines: Stream #0:0: Audio: aac.mp4',
  'a%d-%03d.mp4',
  'concat:x|y.mp4',
  'http:',
  'pipe:0',
  ':v',
  '[0:v]',
  'ümlaut 映画.mp4',
  '\\back.mp4',
];
const onPosix = process.platform === 'win32' ? test.skip : test; // Windows has no files of such names
onPosix.each(names)('a film named %j is opened as a file', async (name) => {
  const path = join(folder, 'names', name);
  mkdirSync(join(folder, 'names'), { recursive: true });
  copyFileSync(film, path);
  expect((await readWhole(path)).end.numFrames).toBe(5);
});

onPosix('a name that begins with a dash is a name, also without its folder', async () => {
  const [here, name] = [process.cwd(), '-version'];
  process.chdir(folder);
  try {
    copyFileSync(film, `./${name}`);
    expect((await probe(name)).video?.width).toBe(64);
  } finally {
    process.chdir(here);
  }
});

test.each(['http://127.0.0.1/film.mp4', 'concat:film.mp4|film.mp4', 'rtmp://host/film', 'pipe:0', 'lavfi:testsrc'])(
  '%s is no local file',
  async (url) => {
    await expect(probe(url)).rejects.toThrow(
      `probe: expected a film, got "${url}", which is not a local file. Only local files are opened: download it first.`,
    );
  },
);

const playlists = {
  hls: (other: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${other}\n#EXT-X-ENDLIST\n`,
  concat: (other: string) => `ffconcat version 1.0\nfile '${other}'\n`,
  dash: (other: string) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation id="0"><BaseURL>${other}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
  sdp: () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
  ffmetadata: () => ';FFMETADATA1\ntitle=x\n',
};
test.each(Object.entries(playlists).flatMap(([kind, text]) => ['mp4', 'm3u8', 'ts'].map((ending) => [kind, ending, text] as const)))(
  'a %s script named .%s opens nothing else',
  async (kind, ending, text) => {
    const other = await makeOther();
    const path = join(folder, `${kind}.${ending}`);
    writeFileSync(path, text(other));
    await expect(probe(path)).rejects.toThrow(/^probe: expected a film that ffmpeg can read, got /);
  },
);

test('the script of the test before would open its film, were it not for the list of containers', async () => {
  const path = join(folder, 'hls-control.m3u8');
  writeFileSync(path, playlists.hls(await makeOther()));
  const { findFfmpeg } = await import('../index.ts');
  const { path: ffmpeg } = await findFfmpeg();
  expect(() => execFileSync(ffmpeg, ['-v', 'error', '-i', path, '-f', 'null', '-'])).not.toThrow();
});

test('numbered images are no film', async () => {
  const image = await makeFilm(join(folder, 'image.png'), ...lavfi('color=red:size=64x36'), '-frames:v', '1');
  for (const number of ['1', '2', '3']) copyFileSync(image, join(folder, `image-${number}.png`));
  renameSync(image, join(folder, 'image-%d.png'));
  await expect(probe(join(folder, 'image-%d.png'))).rejects.toThrow('it is a playlist, an image or another file that is no film');
});

test('folders, empty files and missing files are refused by their kind', async () => {
  writeFileSync(join(folder, 'empty.mp4'), '');
  await expect(probe(folder)).rejects.toThrow('which is a folder. Name a file.');
  await expect(probe(join(folder, 'empty.mp4'))).rejects.toThrow('which is empty. Copy it again.');
  await expect(probe(join(folder, 'none.mp4'))).rejects.toThrow('which does not exist. Correct the path.');
});

const makeOther = () => makeFilm(join(folder, 'other.ts'), ...moving('64x36', 0.2), '-c:v', 'mpeg2video');
