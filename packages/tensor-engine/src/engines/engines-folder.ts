import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the engines lie that `mmae-engine setup` fetched: MMAE_ENGINES, else the user's cache folder.
 * Outside node_modules, so that they outlive an install and serve every checkout.
 */
export function enginesFolder(): string {
  return process.env.MMAE_ENGINES || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mmae', 'engines');
}
