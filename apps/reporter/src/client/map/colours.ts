/** `count` colours of evenly spaced hues, readable on the page's background; with more than eight, every other one is lighter or darker. */
export function palette(count: number, isDark: boolean): string[] {
  return Array.from({ length: count }, (_, index) => {
    const hue = (25 + (360 * index) / Math.max(1, count)) % 360;
    const isOdd = count > 8 && index % 2 === 1;
    const lightness = isDark ? (isOdd ? 0.84 : 0.7) : isOdd ? 0.46 : 0.62;
    return `oklch(${lightness} ${isOdd ? 0.11 : 0.15} ${hue.toFixed(1)})`;
  });
}
