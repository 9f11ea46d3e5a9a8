// Images and audio of the page. The page holds each of them once, as a data URL under a name; elements refer to that name in `data-media`.

const dataUrls = JSON.parse(document.getElementById('media')?.textContent ?? '{}') as Readonly<Record<string, string>>;
let playing: { readonly audio: HTMLAudioElement; readonly button: HTMLElement | undefined } | undefined;

/** Fills every element below `root` that refers to media. */
export function fillMedia(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-media]')) {
    const name = element.dataset.media!;
    if (element instanceof HTMLImageElement) element.src = dataUrls[name];
    else if (!element.firstChild) preparePlayButton(element, name);
  }
}

/** Plays a clip from its start and stops the one that was playing. */
export function play(name: string, button?: HTMLElement): void {
  stop();
  const audio = new Audio(dataUrls[name]);
  playing = { audio, button };
  button?.classList.add('playing');
  audio.addEventListener('ended', stop);
  audio.play().catch(stop);
}

function stop(): void {
  playing?.audio.pause();
  playing?.button?.classList.remove('playing');
  playing = undefined;
}

function preparePlayButton(button: HTMLElement, name: string): void {
  drawWaveform(button, dataUrls[name]);
  button.addEventListener('click', () => (playing?.button === button ? stop() : play(name, button)));
}

const numBars = 40;
const peaksByUrl = new Map<string, Promise<number[]>>();

/** Draws the play symbol at once, and the waveform when the button scrolls into view. */
function drawWaveform(button: HTMLElement, dataUrl: string): void {
  const svg = svgElement('svg', { viewBox: '0 0 100 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(svgElement('path', { class: 'play', d: 'M1 7v14l10-7z' }));
  button.append(svg);
  const observer = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    observer.disconnect();
    void addBars(svg, dataUrl);
  });
  observer.observe(button);
}

async function addBars(svg: SVGElement, dataUrl: string): Promise<void> {
  if (!peaksByUrl.has(dataUrl)) peaksByUrl.set(dataUrl, decodePeaks(dataUrl));
  const peaks = await peaksByUrl.get(dataUrl)!;
  svg.append(...peaks.map(waveformBar));
}

/** The peak of each of the bars' intervals, scaled so that the loudest is 1; zeros if the browser cannot decode the clip. */
async function decodePeaks(dataUrl: string): Promise<number[]> {
  const bytes = Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  const samples = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes.buffer).then(
    (sound) => sound.getChannelData(0),
    () => new Float32Array(numBars),
  );
  const peaks = Array.from({ length: numBars }, (_, bar) => {
    const part = samples.subarray(Math.floor((bar * samples.length) / numBars), Math.floor(((bar + 1) * samples.length) / numBars));
    return part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  });
  const loudest = Math.max(...peaks) || 1;
  return peaks.map((peak) => peak / loudest);
}

function waveformBar(peak: number, bar: number): SVGElement {
  const height = Math.max(1, 26 * peak);
  const step = 86 / numBars;
  return svgElement('rect', { x: 14 + bar * step, y: 14 - height / 2, width: step * 0.6, height });
}

function svgElement(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
