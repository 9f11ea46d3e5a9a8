import { engineStatus, type EngineName } from '@mmae/tensor-engine';

/** Why an engine cannot run here and what to do; undefined if it can. */
export async function engineProblem(engine: EngineName): Promise<string | undefined> {
  const { available, description, remedy } = (await engineStatus()).find(({ name }) => name === engine)!;
  return available ? undefined : `${description} ${remedy}`;
}
