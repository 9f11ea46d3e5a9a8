import type { ClusterList, SampleView } from '@mmae/archive-server';
import { useEffect, useRef, useState } from 'preact/hooks';
import { send } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { t } from '../language/translate.ts';
import { SampleCard } from '../samples/sample-card.tsx';
import { placeOf } from '../samples/times.ts';
import { showError } from '../state/messages.ts';
import { go } from '../state/router.ts';
import { select } from '../state/selection.ts';
import { status } from '../state/session.ts';
import { clusterColour } from './colours.ts';
import { Lasso } from './lasso-overlay.tsx';
import { pointsInside, type Point } from './lasso.ts';
import { decodeMap, type MapData } from './map-data.ts';
import type { MapView } from './map-view.ts';
import { Hovered, type HoveredPoint } from './hovered.tsx';
import { samplesByKey } from './samples-by-key.ts';

const shownAtOnce = 48;
const maxSelected = 5000;

/** The map of the whole archive: near is alike. Drawing around points selects their samples. */
export function MapPage() {
  const data = useMapData();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | undefined>(undefined);
  const [hovered, setHovered] = useState<HoveredPoint>();
  const [isLasso, setLasso] = useState(false);
  const [inside, setInside] = useState<readonly number[]>([]);

  useEffect(() => {
    if (!data || data.numPoints === 0) return;
    let isOver = false;
    import('./map-view.ts').then(({ mapView }) => {
      if (isOver) return;
      view.current = mapView(parent.current!, data, {
        onHover: (index, pixel) => setHovered(index === undefined ? undefined : { key: data.key[index]!, pixel }),
        onClick: (index) => void openSample(data.key[index]!),
        onDrawn: () => parent.current?.setAttribute('data-drawn', ''),
      });
    }, showError);
    return () => {
      isOver = true;
      view.current?.destroy();
      view.current = undefined;
    };
  }, [data]);
  useEffect(() => view.current?.setDragging(!isLasso), [isLasso]);

  const choose = (pixels: readonly Point[]) => {
    setLasso(false);
    const found = pointsInside(data!, pixels.map((pixel) => view.current!.toMap(pixel))); // prettier-ignore
    setInside(found);
    view.current!.show(found.length > 0 ? new Set(found) : undefined);
  };
  const keys = inside.map((i) => data!.key[i]!);
  return (
    <>
      <h1>{t('map')}</h1>
      <p class="quiet">{data && (data.numPoints === 0 ? t('notIndexed') : t('mapHelp', { n: data.numPoints }))}</p>
      <div class="toolbar">
        <button type="button" aria-pressed={isLasso} disabled={!data?.numPoints} onClick={() => setLasso(!isLasso)}>
          {t('lasso')}
        </button>
        <button type="button" disabled={!data?.numPoints} onClick={() => view.current?.reset()}>
          {t('wholeMap')}
        </button>
        {inside.length > 0 && (
          <button type="button" onClick={() => choose([])}>
            {t('clearSelection')}
          </button>
        )}
      </div>
      <div class="map" onPointerLeave={() => setHovered(undefined)}>
        <div ref={parent} class="map-canvas" role="img" aria-label={t('mapLabel')} />
        {isLasso && <Lasso onDone={choose} />}
        {hovered && !isLasso && <Hovered point={hovered} />}
      </div>
      <Legend />
      {keys.length > 0 && <Chosen keys={keys} />}
    </>
  );
}

function useMapData(): MapData | undefined {
  const [data, setData] = useState<MapData>();
  const state = status.value && `${status.value.run?.version} ${status.value.numIndexed}`;
  useEffect(() => {
    if (state === undefined) return;
    send('/api/map')
      .then((response) => response.arrayBuffer())
      .then((bytes) => setData(decodeMap(bytes)), showError);
  }, [state]);
  return data;
}

async function openSample(key: number): Promise<void> {
  const [sample] = await samplesByKey([key]).catch((error) => (showError(error), []));
  if (sample) go(placeOf(sample));
}

function Legend() {
  const { answer } = useAnswer<ClusterList>('/api/clusters', status.value?.run?.version);
  return (
    <ul class="legend" aria-label={t('clusters')}>
      {answer?.clusters.map(({ number, name }) => (
        <li key={number}>
          <svg width="12" height="12" aria-hidden="true">
            <circle cx="6" cy="6" r="5" fill={`rgb(${clusterColour(number).join(' ')})`} />
          </svg>{' '}
          <a href={`/cluster/${number}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

function Chosen({ keys }: { keys: readonly number[] }) {
  const [samples, setSamples] = useState<readonly SampleView[]>([]);
  useEffect(() => {
    samplesByKey(keys.slice(0, shownAtOnce)).then(setSamples, showError);
  }, [keys.join()]);
  const selectAll = async () => {
    const all = await samplesByKey(keys.slice(0, maxSelected)).catch((error) => (showError(error), []));
    select(all.map(({ id }) => id));
  };
  return (
    <section aria-label={t('chosen')}>
      <div class="toolbar">
        <h2>{t('chosenN', { n: keys.length })}</h2>
        <button type="button" class="primary" onClick={() => void selectAll()}>
          {t('selectN', { n: Math.min(keys.length, maxSelected) })}
        </button>
      </div>
      <ul class="cards">
        {samples.map((sample) => (
          <li key={sample.id}>
            <SampleCard sample={sample} />
          </li>
        ))}
      </ul>
      {keys.length > samples.length && samples.length > 0 && <p class="quiet">{t('andMore', { n: keys.length - samples.length })}</p>}
    </section>
  );
}
