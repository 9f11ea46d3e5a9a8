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

/** Controls of one modality are named `alone.<modality>`. */
export const alonePrefix = 'alone.';

/** What a reader calls a method or control; its own name where we know none. */
export const methodName = (method: string): string =>
  (Object.hasOwn(methodNames, method) ? methodNames[method] : undefined) ??
  (method.startsWith(alonePrefix) ? `${method.slice(alonePrefix.length)} alone` : method);
