/* global document, Audio */
import { drawWaveform } from './waveform.js';

// Pictures and sounds: elements name them by data-media, the page holds each of them once.

const media = JSON.parse(document.getElementById('media')?.textContent ?? '{}');
let playing;

/** Fills in every element that names media, in `root` and below. */
export function fillMedia(root) {
  for (const element of root.querySelectorAll('[data-media]')) {
    if (element.tagName === 'IMG') element.src = media[element.dataset.media];
    else prepareSound(element);
  }
}

/** Plays a sound from its beginning, and stops the one before. */
export function play(name, button) {
  stop();
  const audio = new Audio(media[name]);
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
  drawWaveform(button, media[button.dataset.media]);
  button.addEventListener('click', () => (playing?.button === button ? stop() : play(button.dataset.media, button)));
}
