/** One stream as `ffmpeg -i` prints it. */
export interface PrintedStream {
  readonly index: number;
  /** `Video`, `Audio`, `Subtitle`, `Data`, `Attachment` */
  readonly kind: string;
  readonly language: string | undefined;
  /** the rest of its line: `h264 (High) (avc1 / 0x31637661), yuv420p(progressive), 1920x1080 [SAR 1:1 DAR 16:9], …` */
  readonly details: string;
  readonly metadata: ReadonlyMap<string, string>;
  /** degrees counter-clockwise of its display matrix */
  readonly matrixRotation: number;
  /** number of its programme in a transport stream */
  readonly programme: string | undefined;
}

export interface PrintedFilm {
  readonly container: string;
  readonly durationSeconds: number | undefined;
  readonly metadata: ReadonlyMap<string, string>;
  readonly streams: readonly PrintedStream[];
}

/** Reads the description of a film that ffmpeg prints to stderr; undefined if it could not open the film. */
export function parsePrintedFilm(printed: string, url: string): PrintedFilm | undefined {
  const marker = `, from '${url}':`;
  const nameAt = printed.indexOf(marker);
  const container = /(?:^|\n)Input #0, (\S+)$/.exec(printed.slice(0, Math.max(nameAt, 0)))?.[1];
  if (!container) return undefined;
  const metadata = new Map<string, string>();
  const streams: (PrintedStream & { metadata: Map<string, string>; matrixRotation: number })[] = [];
  let durationSeconds: number | undefined;
  let programme: string | undefined;
  let current: Map<string, string> | undefined = metadata;
  for (const line of printed.slice(nameAt + marker.length).split('\n')) {
    if (line.startsWith('At least one output')) break;
    const stream = streamLine.exec(line);
    const entry = /^ {4,}([^\s:][^:]*?) *: (.*)$/.exec(line);
    if (stream) {
      const [, index = '', language, kind = '', details = ''] = stream;
      current = new Map();
      streams.push({
        index: Number(index),
        kind,
        language: knownLanguage(language),
        details,
        metadata: current,
        matrixRotation: 0,
        programme,
      });
    } else if (/^ {2}(Program \d+|No Program)/.test(line)) {
      programme = /\d+/.exec(line)?.[0];
      current = undefined;
    } else if (line.startsWith('  Duration: ')) {
      durationSeconds = toDurationSeconds(line);
      current = undefined;
    } else if (entry) {
      const [, key = '', value = ''] = entry;
      const last = streams.at(-1);
      if (key === 'displaymatrix' && last) last.matrixRotation = Number(/rotation of (-?[\d.]+)/.exec(value)?.[1] ?? 0);
      else if (current && !current.has(key)) current.set(key, value);
    }
  }
  return { container, durationSeconds, metadata, streams: uniqueStreams(streams) };
}

const streamLine = /^ +Stream #0:(\d+)(?:\[0x[\da-f]+\])?(?:\(([^)]*)\))?: (\w+): (.*)$/;

const knownLanguage = (language: string | undefined) => (language && language !== 'und' ? language : undefined);

function toDurationSeconds(line: string): number | undefined {
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(line) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total > 0 ? total : undefined;
}

/** A stream of several programmes is printed with each of them: the first counts. */
const uniqueStreams = (streams: readonly PrintedStream[]) =>
  streams.filter(({ index }, i) => streams.findIndex((other) => other.index === index) === i).toSorted((a, b) => a.index - b.index);
