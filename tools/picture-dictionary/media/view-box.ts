/** User units of a unit at 90 to the inch: drawings without a viewBox were made by programs that counted so. */
const unitsOf: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 1.25, pc: 15, mm: 90 / 25.4, cm: 90 / 2.54, in: 90 };

/**
 * An SVG drawing whose viewBox is its page. Without one, a page in millimetres or points is cut off or surrounded by white at any resolution
 * but the one that it was drawn at.
 *
 * @returns the same text if it has a viewBox, or no page of a known size
 */
export function withViewBox(svg: string): string {
  const tag = /<svg\b[^>]*>/.exec(svg)?.[0];
  if (tag === undefined || /\bviewBox\s*=/.test(tag)) return svg;
  const [width, height] = ['width', 'height'].map((name) => lengthOf(tag, name));
  if (width === undefined || height === undefined) return svg;
  const bare = tag.replace(/\s(width|height)\s*=\s*("[^"]*"|'[^']*')/g, '');
  return svg.replace(tag, () => bare.replace('<svg', `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`));
}

/** An attribute as user units. */
function lengthOf(tag: string, name: string): number | undefined {
  const [, number, unit] = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)\\s*([a-z]*)\\s*["']`).exec(tag) ?? [];
  const length = Number(number) * (unitsOf[unit] ?? NaN);
  return length > 0 ? Math.round(1000 * length) / 1000 : undefined;
}
