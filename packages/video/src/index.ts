export { findFfmpeg, type Ffmpeg } from './ffmpeg/find-ffmpeg.ts';
export { FfmpegStopped } from './ffmpeg/start-ffmpeg.ts';
export { type AudioTrack, type FilmInfo, type SubtitleTrack, type VideoTrack } from './probe/film-info.ts';
export { probe, type ProbeOptions } from './probe/probe.ts';
export { makeProxy, type ProxySettings } from './proxy/make-proxy.ts';
export { type FilmAudio, type FilmEnd, type FilmFrame, type FilmPart, type FilmStill } from './reading/film-parts.ts';
export { readFilm, type ReadSettings } from './reading/read-film.ts';
export { readOptions, type GivenReadOptions, type ReadOptions } from './reading/read-options.ts';
export { readSubtitleTrack } from './subtitle-track.ts';
