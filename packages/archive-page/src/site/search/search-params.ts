/** Parameters of a search, in the address of the page as in that of the server. */
export const searchNames = [
  ...['q', 'like', 'relevant', 'irrelevant', 'media', 'tag', 'accepted', 'cluster', 'asset', 'language'],
  ...['dateFrom', 'dateTo', 'minSeconds', 'maxSeconds', 'weights'],
] as const;

const rankingNames = ['q', 'like', 'relevant', 'irrelevant', 'media'];

/** The parameters of a search among those of an address, without empty ones. */
export function searchParams(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of searchNames) for (const value of query.getAll(name)) if (value !== '') kept.append(name, value);
  return kept;
}

/** Whether a search ranks samples; else it only filters them. */
export const isQuery = (params: URLSearchParams): boolean => rankingNames.some((name) => params.has(name));

/** `image:1,text:0.5` by modality. */
export function weightsOf(text: string | null): Record<string, number> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split(':'));
  return Object.fromEntries(pairs.filter(([name, weight]) => name && weight).map(([name, weight]) => [name!, Number(weight)]));
}

/** The opposite. Nothing if all modalities count the same: then the joint embedding is compared. */
export function toWeights(weights: Readonly<Record<string, number>>): string {
  const values = Object.values(weights);
  if (values.every((weight) => weight === values[0])) return '';
  return Object.entries(weights)
    .map(([name, weight]) => `${name}:${weight}`)
    .join(',');
}
