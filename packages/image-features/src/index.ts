export { colourGrid, colourStatistics } from './colour.ts';
export { encodedImageExtractor } from './encoded-image-extractor.ts';
export { encodedImageOptions, type EncodedImageExtractorOptions, type EncodedImageOptions } from './encoded-image-options.ts';
export { hog, type HogOptions } from './hog.ts';
export { imageExtractor, type FeatureBlock, type ImageExtractor, type ImageRaw } from './image-extractor.ts';
export { imageOptions, type ImageExtractorOptions, type ImageFeature, type ImageOptions } from './image-options.ts';
export { readImage, readThumbnail, type ReadImageOptions, type ReadThumbnailOptions } from './read-image.ts';
export { resized, type Aspect } from './resized.ts';
export { mirrored, shifted, toRgbImage, type RgbImage } from './rgb-image.ts';
