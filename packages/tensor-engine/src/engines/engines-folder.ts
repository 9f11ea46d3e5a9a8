import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where the engines lie that `mmae-engine setup` fetched: MMAE_ENGINES, else the user's cache folder.
 * Outside node_modules, so that they outlive an install and serve every checkout.
 */
export function enginesFolder(): string {
  const { MMAE_ENGINES, XDG_CACHE_HOME = '' } = process.env;
  return MMAE_ENGINES || join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'mmae', 'engines');
}
