export const findCodesOf =
  (..._a: unknown[]) =>
  () => [];
