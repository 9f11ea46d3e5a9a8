import type { AssetDetail } from '@mmae/archive-server';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useAnswer } from '../api/use-answer.ts';
import { clock, languageName, t } from '../language/translate.ts';
import { ExportMenu } from '../samples/export-menu.tsx';
import { SampleCard } from '../samples/sample-card.tsx';
import { shotAt } from '../samples/times.ts';
import { go, path, query, visits } from '../state/router.ts';
import { status } from '../state/session.ts';
import { Player, type PlayerHandle } from './player.tsx';
import { SamplePanel } from './sample-panel.tsx';
import { Timeline } from './timeline.tsx';
import { useShotKeys } from './use-shot-keys.ts';

const makingMs = 3000;

/** A programme: its player, the timeline of its shots, what is known of the shot under the playhead, and all shots. */
export function ProgrammePage({ id }: { id: string }) {
  const [again, setAgain] = useState(0);
  const { answer: asset, error } = useAnswer<AssetDetail>(
    `/api/assets/${encodeURIComponent(id)}`,
    `${again} ${status.value?.run?.version}`,
  );
  useEffect(() => {
    if (asset?.player !== 'making') return;
    const timer = setTimeout(() => setAgain((n) => n + 1), makingMs);
    return () => clearTimeout(timer);
  }, [asset]);
  if (error) return <p class="error">{error.message}</p>;
  if (!asset) return <p class="quiet">{t('loading')}</p>;
  return <Programme key={asset.id} asset={asset} onChange={() => setAgain((n) => n + 1)} />;
}

function Programme({ asset, onChange }: { asset: AssetDetail; onChange: () => void }) {
  const [frame, setFrame] = useState(Number(query.peek().get('frame') ?? asset.samples[0]?.range?.from ?? 0));
  const player = useRef<PlayerHandle>(null);
  const index = asset.film ? shotAt(asset.samples, frame) : 0;
  const sample = asset.samples[index];
  const latest = useRef(frame); // ahead of what is drawn, where keys come faster
  const show = useCallback((to: number) => {
    latest.current = to;
    setFrame(to);
  }, []);
  const seek = useCallback((to: number) => {
    show(to);
    player.current?.seek(to);
  }, []);
  const seekShot = (step: number) => {
    const to = shotAt(asset.samples, latest.current) + step;
    const range = asset.samples[Math.min(asset.samples.length - 1, Math.max(0, to))]?.range;
    if (range) seek(range.from);
  };
  useShotKeys({ player, sample, previous: () => seekShot(-1), next: () => seekShot(1) });
  const isHere = () => path.peek() === `/asset/${encodeURIComponent(asset.id)}`;
  useEffect(() => {
    if (isHere()) go(`/asset/${encodeURIComponent(asset.id)}${asset.film ? `?frame=${frame}` : ''}`, { replace: true });
  }, [sample?.id]);
  const visit = visits.value;
  const seen = useRef(visit);
  useEffect(() => {
    const linked = Number(query.peek().get('frame') ?? NaN);
    if (visit !== seen.current && isHere() && Number.isFinite(linked)) seek(linked);
    seen.current = visit;
  }, [visit]);

  return (
    <div class="programme">
      <header class="programme-head">
        <h1>{asset.title}</h1>
        <Facts asset={asset} />
        {asset.state !== 'present' && <p class="note">{t(asset.state === 'missing' ? 'fileMissing' : 'fileChanged')}</p>}
        <ExportMenu params={new URLSearchParams({ ids: asset.id })} />
      </header>
      <div class="programme-view">
        <Player ref={player} asset={asset} sample={sample} frame={frame} onFrame={show} onShot={seekShot} onChange={onChange} />
        {asset.film && <Timeline asset={asset} frame={frame} current={index} onSeek={seek} />}
      </div>
      {sample && <SamplePanel key={sample.id} sample={sample} />}
      <ShotList asset={asset} />
    </div>
  );
}

function Facts({ asset: { path, date, language, film, numSamples } }: { asset: AssetDetail }) {
  const facts = [
    path,
    date,
    language && languageName(language),
    ...(film
      ? [
          clock(film.durationSeconds),
          `${film.width} × ${film.height}`,
          t('frameRate', {
            rate: `${film.rate.den === 1 ? film.rate.num : (film.rate.num / film.rate.den).toFixed(3)}${film.rate.drop ? ' DF' : ''}`,
          }),
          [film.videoCodec, film.audioCodec].filter(Boolean).join(', '),
        ]
      : []),
    t('numShots', { n: numSamples }),
  ];
  return <p class="quiet">{facts.filter(Boolean).join(' · ')}</p>;
}

function ShotList({ asset }: { asset: AssetDetail }) {
  if (!asset.film) return null;
  return (
    <section class="shot-list" aria-label={t('shots')}>
      <h2>{t('shots')}</h2>
      <ul class="cards">
        {asset.samples.map((sample) => (
          <li key={sample.id}>
            <SampleCard sample={sample} />
          </li>
        ))}
      </ul>
    </section>
  );
}
