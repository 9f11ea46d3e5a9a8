const methodNames: Readonly<Record<string, string>> = {
  mmae: 'MMAE',
  mcca: 'MCCA',
  mccaForRetrieval: 'MCCA for retrieval',
  selfLabelledMcca: 'self-labelled MCCA',
  pca: 'PCA',
  pcaFilled: 'PCA, gaps filled',
  pcaPerModality: 'PCA per modality',
  pcaPerModalityWhitened: 'PCA per modality, whitened',
  raw: 'raw features',
  untrained: 'untrained encoder',
  shuffledPairs: 'shuffled pairs',
  labelWordsLeft: 'label words left in',
  labelsAsCodes: 'codes are the labels (ceiling)',
};

/** Prefix of controls trained on a single modality: `alone.<modality>`. */
export const singleModalityPrefix = 'alone.';

/** Display name of a method or control; its key where no display name is known. */
export const methodName = (method: string): string =>
  (Object.hasOwn(methodNames, method) ? methodNames[method] : undefined) ??
  (method.startsWith(singleModalityPrefix) ? `${method.slice(singleModalityPrefix.length)} alone` : method);
