/** ITU-T G.711: eight bits are a sign, three bits of octave and four within it. @returns the 256 samples, in (−1, 1) */
const table = (magnitudeOf: (octave: number, step: number) => number, inverted: number, positive: number) =>
  Float32Array.from({ length: 256 }, (_, byte) => {
    const bits = byte ^ inverted;
    const magnitude = magnitudeOf((bits >> 4) & 7, bits & 15);
    return ((bits & 128) === positive ? magnitude : -magnitude) / 2 ** 15;
  });

/** µ-law: all bits are inverted, and a bias of 132 lies under every magnitude. */
export const muLaw = table((octave, step) => ((2 * step + 33) << (octave + 2)) - 132, 0xff, 0);

/** A-law: every other bit is inverted, and the lowest octave is as coarse as the second. */
export const aLaw = table((octave, step) => (octave === 0 ? 16 * step + 8 : (16 * step + 264) << (octave - 1)), 0x55, 128);
