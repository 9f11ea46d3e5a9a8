import type { AssetDetail, SampleView } from '@mmae/archive-server';
import { forwardRef } from 'preact/compat';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { languageName, t } from '../language/translate.ts';
import { Still } from '../samples/still.tsx';
import { frameAt, seekSeconds, timecodeAt } from '../samples/times.ts';
import { show, showError } from '../state/messages.ts';
import { isEditor } from '../state/session.ts';

export interface PlayerHandle {
  seek(frame: number): void;
  /** Moves by frames and stops there. */
  step(frames: number): void;
  /** Plays the shot under the playhead again and again, or stops. */
  toggleLoop(): void;
}

interface PlayerProps {
  readonly asset: AssetDetail;
  readonly sample: SampleView | undefined;
  readonly frame: number;
  readonly onFrame: (frame: number) => void;
  /** asks for the shot after (1) or before (−1) this one */
  readonly onShot: (step: number) => void;
  /** something about the asset has changed */
  readonly onChange: () => void;
}

const speeds = [0.25, 0.5, 1, 1.5, 2, 4];

/** The player of a film, counted in frames; of what is no film, its image, audio and text. */
export const Player = forwardRef<PlayerHandle, PlayerProps>(function Player(props, handle) {
  const { asset, sample } = props;
  if (asset.film && (asset.player === 'direct' || asset.player === 'proxy')) return <FilmPlayer {...props} ref={handle} />;
  return (
    <div class="player">
      {sample && (
        <div class="player-still">
          <Still sample={sample} width={960} />
        </div>
      )}
      {sample?.has.includes('audio') && <audio controls src={`/media/audio/${encodeURIComponent(sample.id)}`} />}
      {asset.film && <NoPlayer asset={asset} onChange={props.onChange} />}
    </div>
  );
});

function NoPlayer({ asset, onChange }: { asset: AssetDetail; onChange: () => void }) {
  const make = () => post(`/api/assets/${asset.id}/proxy`, {}).then(onChange, showError);
  return (
    <p class="note" role="status">
      {asset.player === 'making' ? t('proxyMaking') : (asset.playerNote ?? t('proxyNeeded'))}{' '}
      {asset.player === 'none' && isEditor.value && (
        <button type="button" onClick={() => void make()}>
          {t('makeProxy')}
        </button>
      )}
    </p>
  );
}

const FilmPlayer = forwardRef<PlayerHandle, PlayerProps>(function FilmPlayer({ asset, sample, frame, onFrame, onShot }, handle) {
  const video = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isLooping, setLooping] = useState(false);
  const film = asset.film!;
  const latest = useRef(frame); // ahead of what is drawn, where keys come faster
  latest.current = frame;
  const looped = useRef<SampleView['range']>(undefined);
  if (!isLooping) looped.current = undefined;

  const seek = (to: number) => {
    const inside = Math.min(film.numFrames - 1, Math.max(0, to));
    video.current!.currentTime = seekSeconds(inside, film.rate);
    latest.current = inside;
    onFrame(inside);
  };
  const step = (frames: number) => {
    video.current!.pause();
    seek(latest.current + frames);
  };
  const toggleLoop = () => {
    const element = video.current!;
    if (isLooping && !element.paused) {
      element.pause();
      return setLooping(false);
    }
    looped.current = sample?.range;
    setLooping(true);
    void element.play().catch(showError);
  };
  useImperativeHandle(handle, () => ({
    seek: (to) => {
      looped.current = isLooping
        ? (asset.samples.find(({ range }) => range && range.from <= to && to < range.to)?.range ?? looped.current)
        : undefined;
      seek(to);
    },
    step,
    toggleLoop,
  }));
  useLayoutEffect(() => seek(frame), []); // where the address points to, before any key moves on

  const follow = () => {
    const element = video.current;
    if (!element || element.seeking) return;
    const now = frameAt(element.currentTime, film.rate);
    const range = looped.current;
    if (range && (now >= range.to || now < range.from) && !element.paused) return seek(range.from);
    onFrame(Math.min(film.numFrames - 1, now));
  };
  useEffect(() => {
    if (!isPlaying) return;
    let request = requestAnimationFrame(function tick() {
      follow();
      request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  });

  return (
    <div class="player">
      <video
        ref={video}
        class="player-video"
        preload="auto"
        playsInline
        src={`/media/film/${asset.id}`}
        aria-label={t('playerOf', { title: asset.title })}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => (looped.current ? (seek(looped.current.from), void video.current!.play()) : undefined)}
        onSeeked={follow}
        onClick={() => (video.current!.paused ? void video.current!.play().catch(showError) : video.current!.pause())}
      >
        {asset.subtitles.map(({ url, language }, i) => (
          <track
            key={url}
            kind="subtitles"
            src={url}
            srclang={language ?? 'und'}
            label={language === undefined ? t('subtitles') : languageName(language)}
            default={i === 0}
          />
        ))}
      </video>
      <div class="player-controls" role="group" aria-label={t('playerControls')}>
        <button type="button" title={`${t('previousShot')} (K)`} aria-label={t('previousShot')} onClick={() => onShot(-1)}>
          |◂
        </button>
        <button type="button" title={`${t('previousFrame')} (←)`} aria-label={t('previousFrame')} onClick={() => step(-1)}>
          ◂
        </button>
        <button
          type="button"
          class="primary"
          aria-label={t(isPlaying ? 'pause' : 'play')}
          onClick={() => (isPlaying ? video.current!.pause() : void video.current!.play().catch(showError))}
        >
          {isPlaying ? '❚❚' : '▶'}
        </button>
        <button type="button" title={`${t('nextFrame')} (→)`} aria-label={t('nextFrame')} onClick={() => step(1)}>
          ▸
        </button>
        <button type="button" title={`${t('nextShot')} (J)`} aria-label={t('nextShot')} onClick={() => onShot(1)}>
          ▸|
        </button>
        <button type="button" title={`${t('loopShot')} (␣)`} aria-label={t('loopShot')} aria-pressed={isLooping} onClick={toggleLoop}>
          ⟳
        </button>
        <output class="timecode" aria-label={t('timecode')}>
          {timecodeAt(frame, film)}
        </output>
        <select aria-label={t('speed')} onChange={(event) => (video.current!.playbackRate = Number(event.currentTarget.value))}>
          {speeds.map((speed) => (
            <option key={speed} value={speed} selected={speed === 1}>
              {speed}×
            </option>
          ))}
        </select>
        <Subtitles video={video} languages={asset.subtitles.map(({ language }) => language)} />
        <button type="button" onClick={() => void copyLink(asset.id, frame)}>
          {t('copyLink')}
        </button>
      </div>
    </div>
  );
});

/** Chooses which subtitles are shown. */
function Subtitles({ video, languages }: { video: { current: HTMLVideoElement | null }; languages: readonly (string | undefined)[] }) {
  if (languages.length === 0) return null;
  const choose = (chosen: number) => {
    const tracks = video.current!.textTracks;
    for (let i = 0; i < tracks.length; i++) tracks[i]!.mode = i === chosen ? 'showing' : 'disabled';
  };
  return (
    <select aria-label={t('subtitles')} onChange={(event) => choose(Number(event.currentTarget.value))}>
      {languages.map((language, i) => (
        <option key={`${i}`} value={i}>
          {language === undefined ? t('subtitles') : t('subtitlesIn', { language: languageName(language) })}
        </option>
      ))}
      <option value={-1}>{t('noSubtitles')}</option>
    </select>
  );
}

async function copyLink(assetId: string, frame: number): Promise<void> {
  const url = `${location.origin}/asset/${assetId}?frame=${frame}`;
  await navigator.clipboard.writeText(url).then(() => show(t('linkCopied')), () => show(url)); // prettier-ignore
}
