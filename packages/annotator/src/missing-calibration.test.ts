import { missingCalibration } from './missing-calibration.ts';

test('what is unknown because validation was too small is reported, by modality', () => {
  const describer = () => [];
  expect(missingCalibration(['image', 'text'], { thresholds: { image: 0, text: 2 } }, describer)).toEqual([]);
  expect(missingCalibration(['image', 'text'], { thresholds: { image: 1, text: null } }, describer)).toEqual([
    'novelty by text is unknown: the run had too few validation samples',
  ]);
  expect(missingCalibration(['image', 'text'], { thresholds: {} }, undefined)).toEqual([
    'novelty by image, text is unknown: the run had too few validation samples',
    'no tags, as their confidence is unknown: the run had too few validation samples',
  ]);
});
