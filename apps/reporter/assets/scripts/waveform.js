/* global document, atob, OfflineAudioContext, IntersectionObserver */

const svgNamespace = 'http://www.w3.org/2000/svg';
const numBars = 40;
const peaksOf = new Map();

/** A play sign at once, and the peaks of the sound once the button comes into view. */
export function drawWaveform(button, source) {
  const svg = shape('svg', { viewBox: '0 0 100 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(shape('path', { class: 'play', d: 'M1 7v14l10-7z' }));
  button.append(svg);
  const observer = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    observer.disconnect();
    if (!peaksOf.has(source)) peaksOf.set(source, peaks(source));
    (await peaksOf.get(source)).forEach((peak, bar) => svg.append(barOf(peak, bar)));
  });
  observer.observe(button);
}

/** The loudest of each of forty parts, the loudest of all 1; a flat line for a sound that the browser cannot read. */
async function peaks(source) {
  const bytes = Uint8Array.from(atob(source.slice(source.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  const context = new OfflineAudioContext(1, 1, 8000);
  const samples = await context.decodeAudioData(bytes.buffer).then(
    (sound) => sound.getChannelData(0),
    () => new Float32Array(numBars),
  );
  const loudest = Array.from({ length: numBars }, (_, bar) => {
    const part = samples.subarray(Math.floor((bar * samples.length) / numBars), Math.floor(((bar + 1) * samples.length) / numBars));
    return part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  });
  const most = Math.max(...loudest) || 1;
  return loudest.map((peak) => peak / most);
}

function barOf(peak, bar) {
  const height = Math.max(1, 26 * peak);
  const step = 86 / numBars;
  return shape('rect', { x: 14 + bar * step, y: 14 - height / 2, width: step * 0.6, height });
}

function shape(name, attributes) {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
