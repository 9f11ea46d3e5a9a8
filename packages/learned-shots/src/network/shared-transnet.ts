import { openTransnet, transnetFolder, type Transnet } from './transnet.ts';

const opened = new Map<string, Promise<Transnet>>();

/**
 * The network of this process. It is opened once: a film that fails, and so is never ended, leaves nothing behind, and a folder of films loads it once.
 *
 * @param numThreads that compute; 0 for one a processor core
 * @throws InputError if the network or its runtime is not set up, or damaged
 */
export async function sharedTransnet(numThreads: number): Promise<Pick<Transnet, 'probabilities'>> {
  const key = `${numThreads} ${transnetFolder()}`;
  const forget = (error: unknown): never => {
    opened.delete(key);
    throw error;
  };
  if (!opened.has(key)) opened.set(key, openTransnet({ numThreads }));
  const transnet = await opened.get(key)!.catch(forget);
  return { probabilities: (frames) => transnet.probabilities(frames).catch(forget) };
}
