// Cards and lower thirds as SVG, in DejaVu (Debian's fonts-dejavu-core).
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const svg = ({ width, height }, body) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;

const looks = {
  silent: { ground: '#0b0b0b', ink: '#e4e4e0', font: 'DejaVu Serif' },
  nature: { ground: '#123a37', ink: '#f2f0e6', font: 'DejaVu Sans' },
  stone: { ground: '#3a2c20', ink: '#f4ead8', font: 'DejaVu Serif' },
  stage: { ground: '#2a1533', ink: '#ffe9c9', font: 'DejaVu Sans' },
  news: { ground: '#16284f', ink: '#ffffff', font: 'DejaVu Sans' },
  film: { ground: '#000000', ink: '#d8d8d8', font: 'DejaVu Sans' },
};

/** A card with a line, or a line and smaller lines below it. */
export function cardSvg(lines, size, look) {
  const { ground, ink, font } = looks[look];
  const unit = size.height / 12;
  const text = lines.map((line, i) => {
    const y = size.height / 2 + unit * (i * 1.35 - (lines.length - 1) * 0.55);
    return `<text x="50%" y="${y}" fill="${ink}" font-family="${font}" font-weight="${i ? 'normal' : 'bold'}" font-size="${i ? unit * 0.7 : unit * 1.05}" text-anchor="middle">${escaped(line)}</text>`;
  });
  const frame = look === 'silent' ? `<rect x="4%" y="6%" width="92%" height="88%" fill="none" stroke="${ink}" stroke-width="2"/>` : '';
  return svg(size, `<rect width="100%" height="100%" fill="${ground}"/>${frame}${text.join('')}`);
}

/** A lower third: a name and what it is, on a band. */
export function lowerThirdSvg([name, detail], size, look) {
  const { ground, font } = looks[look];
  const unit = size.height / 12;
  const top = size.height * 0.76;
  const label = (text, y, weight, fontSize) =>
    `<text x="${unit * 1.5}" y="${y}" fill="#fff" font-family="${font}" font-weight="${weight}" font-size="${fontSize}">${escaped(text)}</text>`;
  return svg(
    size,
    `<rect x="${unit}" y="${top}" width="${unit * 11.5}" height="${unit * 2}" fill="${ground}" fill-opacity="0.88"/>` +
      `<rect x="${unit}" y="${top}" width="${unit * 0.18}" height="${unit * 2}" fill="#e8b13a"/>` +
      label(name, top + unit * 0.95, 'bold', unit * 0.8) +
      label(detail, top + unit * 1.7, 'normal', unit * 0.58),
  );
}
