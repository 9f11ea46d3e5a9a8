/* global matchMedia */

const darkScheme = matchMedia('(prefers-color-scheme: dark)');

/** As many colours as there are names: hues apart from each other, every other one lighter, readable on the page's own ground. */
export function colours(count) {
  return Array.from({ length: count }, (_, index) => {
    const hue = (25 + (360 * index) / Math.max(1, count)) % 360;
    const isOdd = count > 8 && index % 2 === 1;
    const lightness = darkScheme.matches ? (isOdd ? 0.84 : 0.7) : isOdd ? 0.46 : 0.62;
    return `oklch(${lightness} ${isOdd ? 0.11 : 0.15} ${hue.toFixed(1)})`;
  });
}

/** Tells when the reader changes between light and dark. */
export const onSchemeChange = (listener) => darkScheme.addEventListener('change', listener);
