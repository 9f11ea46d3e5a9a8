import { readSubtitles, type Cue } from '@mmae/subtitles';

/** Subtitles of any format as WebVTT, for a player. */
export async function subtitlesAsVtt(path: string): Promise<string> {
  const { cues } = await readSubtitles(path);
  return toVtt(cues);
}

/** Cues as WebVTT. What looks like a tag in a text stays text. */
export const toVtt = (cues: readonly Cue[]): string => ['WEBVTT', ...cues.filter(isShown).map(toBlock)].join('\n\n') + '\n';

const isShown = ({ fromSeconds, toSeconds }: Cue) => toSeconds > Math.max(0, fromSeconds);

const toBlock = ({ fromSeconds, toSeconds, text, speaker }: Cue) => {
  const lines = escaped(text)
    .split('\n')
    .filter((line) => line.trim() !== ''); // an empty line would end the cue
  const voice = speaker === undefined ? '' : `<v ${escaped(speaker).replace(/\s+/g, ' ')}>`;
  return `${toVttTime(Math.max(0, fromSeconds))} --> ${toVttTime(toSeconds)}\n${voice}${lines.join('\n')}`;
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function toVttTime(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
}
