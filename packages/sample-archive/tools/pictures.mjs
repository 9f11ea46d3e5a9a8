// Frames of a shot: a move over a photograph, a clip, a card or black. A frame is rgb24, `width × height × 3` bytes.
import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { cardSvg } from './graphics.mjs';

const margin = 1.25; // a photograph is kept at this many times the size of the output, so that moves closer stay sharp
const moves = {
  still: [
    [0, 0, 1.02],
    [0, 0, 1.02],
  ],
  in: [
    [0, 0, 1],
    [0, 0, 1.24],
  ],
  out: [
    [0, 0, 1.24],
    [0, 0, 1],
  ],
  left: [
    [0.5, 0, 1.2],
    [-0.5, 0, 1.2],
  ],
  right: [
    [-0.5, 0, 1.2],
    [0.5, 0, 1.2],
  ],
  up: [
    [0, 0.7, 1.15],
    [0, -0.7, 1.15],
  ],
  down: [
    [0, -0.7, 1.15],
    [0, 0.7, 1.15],
  ],
};

/** The function that gives frame `i` of a shot. `size` is the frame with square pixels; `stretch` the width that is stored. */
export async function picturesOf(shot, { size, look, sources }) {
  if (shot.black) return () => Buffer.alloc(size.width * size.height * 3);
  if (shot.clip) return clipFrames(shot, size, sources);
  if (shot.card) return stillFrames(await renderSvg(cardSvg(shot.card, size, look), size));
  return photographFrames(shot, size, look, sources);
}

const renderSvg = (svg, { width, height }) => sharp(Buffer.from(svg)).resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer();
const stillFrames = (frame) => () => frame;

/** The part of a clip from frame `shot.start`, cropped to the shape of the output and its letterbox. */
function clipFrames({ clip, start, frames }, { width, height, letterbox = height }, sources) {
  const crop = clip === 'sintel' ? 'crop=1280:544' : `crop=1280:${Math.round((1280 * letterbox) / width / 2) * 2}`;
  const filters = `select='between(n,${start},${start + frames + 40})',${crop},scale=${width}:${letterbox}:flags=lanczos,pad=${width}:${height}:0:-1`;
  const args = ['-v', 'error', '-i', sources[clip], '-an', '-vf', filters, '-vsync', '0', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 31 - 1 });
  const frameLength = width * height * 3;
  const count = bytes.length / frameLength;
  return (i) => {
    const at = Math.min(Math.max(i, 0), count - 1) * frameLength;
    return bytes.subarray(at, at + frameLength);
  };
}

/** A move over a photograph; an upright one is laid over its own blurred enlargement. */
async function photographFrames({ image, frames, move = 'in', lead = 0 }, size, look, sources) {
  const inner = { width: Math.round(size.width * margin), height: Math.round((size.letterbox ?? size.height) * margin) };
  const picture = sharp(await photograph(`${sources.photographs}/${image}.webp`, inner)).removeAlpha();
  const raw = await (look === 'silent' ? picture.modulate({ saturation: 0 }) : picture).raw().toBuffer();
  const [from, to] = moves[move];
  const span = Math.max(1, frames + 2 * lead - 1);
  return (i) => {
    const share = Math.min(1, Math.max(0, (i + lead) / span));
    const [x, y, zoom] = from.map((value, k) => value + (to[k] - value) * share);
    return sample(raw, inner, size, { x, y, zoom });
  };
}

async function photograph(file, { width, height }) {
  const { width: w, height: h } = await sharp(file).metadata();
  if (w / h > 1) return sharp(file).resize(width, height, { fit: 'cover', position: 'attention' }).png().toBuffer();
  const backdrop = sharp(file).resize(width, height, { fit: 'cover' }).blur(18).modulate({ brightness: 0.55 });
  return backdrop
    .composite([{ input: await sharp(file).resize({ height }).png().toBuffer() }])
    .png()
    .toBuffer();
}

/** The crop of a raw rgb image that shows `1 / zoom` of it, off its centre by `x`, `y` of what is left over; bilinear. */
function sample(raw, inner, { width, height, letterbox = height }, { x, y, zoom }) {
  const [w, h] = [inner.width / zoom, inner.height / zoom];
  const left = ((inner.width - w) / 2) * (1 + x);
  const top = ((inner.height - h) / 2) * (1 + y);
  const frame = Buffer.alloc(width * height * 3);
  const firstRow = (height - letterbox) >> 1;
  for (let row = 0; row < letterbox; row++) {
    const sy = Math.min(inner.height - 1.001, top + ((row + 0.5) * h) / letterbox - 0.5);
    const y0 = Math.max(0, Math.floor(sy));
    const dy = Math.max(0, sy - y0);
    let at = (firstRow + row) * width * 3;
    for (let column = 0; column < width; column++) {
      const sx = Math.min(inner.width - 1.001, left + ((column + 0.5) * w) / width - 0.5);
      const x0 = Math.max(0, Math.floor(sx));
      const dx = Math.max(0, sx - x0);
      const p = (y0 * inner.width + x0) * 3;
      const q = p + inner.width * 3;
      for (let c = 0; c < 3; c++) {
        const upper = raw[p + c] + dx * (raw[p + c + 3] - raw[p + c]);
        const lower = raw[q + c] + dx * (raw[q + c + 3] - raw[q + c]);
        frame[at++] = upper + dy * (lower - upper) + 0.5;
      }
    }
  }
  return frame;
}
