// The worker that startLayouts() in layouts.ts starts.
import { parentPort, workerData } from 'node:worker_threads';
import { layouts, type LayoutTask } from './layouts.ts';

parentPort!.postMessage(await layouts(workerData as LayoutTask));
