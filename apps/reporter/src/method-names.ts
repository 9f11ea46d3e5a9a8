const methodNames: Readonly<Record<string, string>> = {
  mmae: 'MMAE',
  mcca: 'MCCA',
  selfLabelledMcca: 'MCCA, self-labelled',
  pca: 'PCA',
  pcaPerModality: 'PCA per modality',
  raw: 'raw features',
  untrained: 'untrained encoder',
  shuffledPairs: 'shuffled pairs',
  labelWordsLeft: 'label words left in',
};

/** What a reader calls a method or control; its own name where we know none. */
export const methodName = (method: string): string => methodNames[method] ?? method;
