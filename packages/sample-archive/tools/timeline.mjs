// A programme's shots on its timeline: the true shot list, and what is seen at each frame.
import sharp from 'sharp';
import { lowerThirdSvg } from './graphics.mjs';
import { picturesOf } from './pictures.mjs';

const transitionOf = ({ begins = 'cut' }) => {
  const [kind, frames = '0'] = begins.split(' ');
  return { kind, half: Number(frames) / 2 };
};

/** Shots with `from` (the first frame after the middle of the transition), `to`, the transition and its half length. */
export function placed(shots) {
  let at = 0;
  const onTimeline = shots.map((shot) => {
    const from = at;
    at += shot.frames;
    return { ...shot, from, to: at, ...transitionOf(shot) };
  });
  return onTimeline.map((shot, i) => ({ ...shot, lead: Math.max(shot.half, onTimeline[i + 1]?.half ?? 0) }));
}

/** What is written for each film: half open ranges of frames, how each begins, and what it shows. A wipe counts as a dissolve. */
export const truthOf = (shots) =>
  shots.map(({ from, to, kind, half, black, subject, text }) => ({
    from,
    to,
    kind: black ? 'black' : kind === 'wipe' ? 'dissolve' : kind,
    transitionFrames: half * 2,
    ...(subject && { subject }),
    ...(text && { text: typeof text === 'string' ? text : Object.values(text)[0] }),
  }));

/** Calls `write(frame)` for each frame, in order. */
export async function render(shots, context, write) {
  const { size, look } = context;
  let previous = null;
  for (const [index, shot] of shots.entries()) {
    const next = shots[index + 1];
    const current = { shot, pictures: await picturesOf(shot, context) };
    const following = next && next.half > 0 ? { shot: next, pictures: await picturesOf(next, context) } : null;
    const band = shot.lowerThird && (await bandOf(shot.lowerThird, size, look));
    for (let frame = shot.from; frame < shot.to; frame++) {
      const incoming = following && frame >= shot.to - next.half ? mixed(current, following, frame, size) : null;
      const outgoing = !incoming && previous && frame < shot.from + shot.half ? mixed(previous, current, frame, size) : null;
      const pixels = incoming ?? outgoing ?? current.pictures(frame - shot.from);
      await write(band ? withBand(pixels, band, presence(frame, shot, next)) : pixels);
    }
    previous = current;
  }
}

/** How much of a lower third is seen: it fades in and out over ten frames, outside of transitions. */
const presence = (frame, { from, half, to }, next) =>
  Math.max(0, Math.min(1, (frame - from - half - 8) / 10, (to - (next?.half ?? 0) - 4 - frame) / 10));

/** Two shots mixed at a frame of the transition between them. */
function mixed(before, after, frame, { width }) {
  const { kind, half, from } = after.shot;
  const share = (frame - (from - half) + 0.5) / (2 * half);
  const [a, b] = [before.pictures(frame - before.shot.from), after.pictures(frame - from)];
  if (kind === 'wipe') return wiped(a, b, share, width);
  if (kind === 'fade') return share < 0.5 ? scaled(a, 1 - 2 * share) : scaled(b, 2 * share - 1);
  return blended(a, b, share);
}

/** The second picture comes in from the left. */
function wiped(a, b, share, width) {
  const out = Buffer.from(a);
  const edge = Math.round(share * width) * 3;
  for (let row = 0; row < a.length; row += width * 3) b.copy(out, row, row, row + edge);
  return out;
}

function blended(a, b, share) {
  const out = Buffer.alloc(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i] + share * (b[i] - a[i]) + 0.5;
  return out;
}

function scaled(a, share) {
  const out = Buffer.alloc(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i] * share + 0.5;
  return out;
}

async function bandOf(lines, size, look) {
  const { data } = await sharp(Buffer.from(lowerThirdSvg(lines, size, look)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data;
}

function withBand(pixels, band, presence) {
  const out = Buffer.from(pixels);
  for (let p = 0; p < band.length / 4; p++) {
    const alpha = (presence * band[p * 4 + 3]) / 255;
    if (alpha === 0) continue;
    for (let c = 0; c < 3; c++) out[p * 3 + c] += alpha * (band[p * 4 + c] - out[p * 3 + c]);
  }
  return out;
}
