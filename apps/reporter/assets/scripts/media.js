/* global document, Audio */
// Pictures and sounds: elements name them by data-media, the page holds each of them once.

const media = JSON.parse(document.getElementById('media').textContent);
const svgNamespace = 'http://www.w3.org/2000/svg';
let playing;

/** Fills in every element that names media, in `root` and below. */
export function fillMedia(root) {
  for (const element of root.querySelectorAll('[data-media]')) {
    if (element.tagName === 'IMG') element.src = media[element.dataset.media].src;
    else prepareSound(element);
  }
}

/** Plays a sound from its beginning, and stops the one before. */
export function play(name, button) {
  stop();
  const audio = new Audio(media[name].src);
  playing = { audio, button };
  button?.classList.add('playing');
  audio.addEventListener('ended', stop);
  audio.play().catch(stop);
}

function stop() {
  playing?.audio.pause();
  playing?.button?.classList.remove('playing');
  playing = undefined;
}

function prepareSound(button) {
  if (button.firstChild) return;
  button.append(waveform(media[button.dataset.media].wave ?? []));
  button.addEventListener('click', () => (playing?.button === button ? stop() : play(button.dataset.media, button)));
}

function waveform(peaks) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 100 28');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(shape('path', { class: 'play', d: 'M1 7v14l10-7z' }));
  const step = 86 / Math.max(1, peaks.length);
  peaks.forEach((peak, index) => {
    const height = Math.max(1, 0.26 * peak);
    svg.append(shape('rect', { x: 14 + index * step, y: 14 - height / 2, width: step * 0.6, height }));
  });
  return svg;
}

function shape(name, attributes) {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
