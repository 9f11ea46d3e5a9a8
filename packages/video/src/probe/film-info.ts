import type { FrameRate } from '@mmae/timecode';

/** What a film consists of. Indices are those of the streams in the file. */
export interface FilmInfo {
  /** the container as ffmpeg names it: `mxf`, `mpegts`, `mov,mp4,m4a,3gp,3g2,mj2` */
  readonly container: string;
  /** as the container says, which may be wrong; undefined where it does not say, as in a film that still grows */
  readonly durationSeconds: number | undefined;
  readonly video: VideoTrack | undefined;
  readonly audio: readonly AudioTrack[];
  readonly subtitles: readonly SubtitleTrack[];
  /** the timecode of the first frame: `10:00:00:00`, in drop frame `10:00:00;00` */
  readonly startTimecode: string | undefined;
  /** what is unusual about the film, in sentences */
  readonly remarks: readonly string[];
}

export interface VideoTrack {
  readonly index: number;
  readonly codec: string;
  /** of the coded frames, in pixels */
  readonly width: number;
  readonly height: number;
  /** upright and with square pixels */
  readonly displayWidth: number;
  readonly displayHeight: number;
  /** `displayWidth / displayHeight`, unrounded */
  readonly displayAspect: number;
  readonly rate: FrameRate;
  /** whether the time between frames varies; `rate` is then the average */
  readonly hasVariableRate: boolean;
  /** degrees clockwise that make it upright: 0, 90, 180, 270 */
  readonly rotation: number;
  readonly pixelFormat: string;
  readonly bitsPerChannel: number;
  readonly interlaced: boolean;
  readonly hdr: 'pq' | 'hlg' | undefined;
  /** matrix of its colours as ffmpeg names it, such as `bt709`; undefined where the film does not say */
  readonly colorSpace: string | undefined;
  /** of the first frame, after the earliest time stamp of the film: above 0 if audio or subtitles begin earlier */
  readonly startSeconds: number;
}

export interface AudioTrack {
  readonly index: number;
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** as ffmpeg prints it: `mono`, `stereo`, `5.1(side)`, `16 channels` */
  readonly channelLayout: string;
  /** as the film says it, usually ISO 639-2: `deu` */
  readonly language: string | undefined;
  readonly title: string | undefined;
}

export interface SubtitleTrack {
  readonly index: number;
  readonly codec: string;
  /** whether its subtitles are images, which hold no text */
  readonly isBitmap: boolean;
  readonly language: string | undefined;
  readonly title: string | undefined;
}
