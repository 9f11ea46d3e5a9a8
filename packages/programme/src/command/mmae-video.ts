import { choiceOption, Command, runCommandLine, toTableRow, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { probe, type FilmInfo } from '@mmae/video';
import { resolve } from 'node:path';
import { detectors, type DetectorName } from '../detector.ts';
import { listShots } from '../list-shots.ts';
import { progressLine } from '../progress-line.ts';
import { describeFilm } from './describe-film.ts';
import { clockOf, timecodeOf } from '../shots-file.ts';

/** The command `mmae-video`: returns its exit code, 0 done, 1 internal error, 2 bad input, 130 interrupted. */
export const mmaeVideo = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineVideo, args, streams);

function defineVideo(context: CommandContext) {
  return new Command('mmae-video')
    .description('Shows what a film consists of, and finds its shots.')
    .addCommand(probeCommand(context))
    .addCommand(shotsCommand(context))
    .addHelpText('after', '\nffmpeg is found by MMAE_FFMPEG, else in PATH, else as the npm package @ffmpeg-installer/ffmpeg.');
}

function probeCommand({ print, signal }: CommandContext) {
  return new Command('probe')
    .description('Prints container, duration, tracks and start timecode of a film.')
    .argument('<file>', 'a film')
    .option('--json', 'prints one JSON document')
    .action(async (file, { json }) => {
      const info = await probe(resolve(file), { signal });
      print(
        json
          ? `${JSON.stringify(info)}\n`
          : describeFilm(info)
              .map((cells) => toTableRow(cells))
              .join(''),
      );
    });
}

function shotsCommand({ print, progress, signal }: CommandContext) {
  return new Command('shots')
    .description('Prints the shots of a film: frames, half open, and the timecode of the first.')
    .argument('<file>', 'a film')
    .option('--json', 'prints one JSON document')
    .addOption(choiceOption('--detector <name>', 'how shots are found', Object.keys(detectors) as DetectorName[]).default('classical'))
    .action(async (file, { json, detector }) => {
      const path = resolve(file);
      const info = await probe(path, { signal });
      const startMs = performance.now();
      const shots = await listShots(path, info, {
        detector: detectors[detector],
        signal,
        onProgress: (done) => progress.update(progressLine(done, info.durationSeconds, performance.now() - startMs)),
      });
      const clock = clockOf(info as FilmInfo & { video: object });
      const rows = shots.map(({ from, to, kind, score }) => ({ from, to, timecode: timecodeOf(from, clock), kind, score: rounded(score) }));
      print(json ? `${JSON.stringify(rows)}\n` : rows.map((row) => toTableRow(Object.values(row).map(String))).join(''));
    });
}

const rounded = (score: number) => Math.round(score * 1000) / 1000;
