import { execFileSync } from 'node:child_process';
import { engineStatus } from '@mmae/tensor-engine';

/** The card cannot be measured; the message says why and what to do. */
export class CardProblem extends Error {
  override readonly name = 'CardProblem';
}

/**
 * The card, its driver and PyTorch.
 *
 * @param python an interpreter that has PyTorch with CUDA
 * @throws CardProblem where webgpu runs on no card, or PyTorch does not see it
 */
export async function describeCard(python: string): Promise<string> {
  const { available, description, remedy } = (await engineStatus()).find(({ name }) => name === 'webgpu')!;
  if (!available) throw new CardProblem(`gpu: expected a graphics card, got none through webgpu: ${description}. ${remedy}`);
  if (description.endsWith('in software')) {
    throw new CardProblem(`gpu: expected a graphics card, got ${description}. Install the driver of the card, with its Vulkan part.`);
  }
  return `${peer(python)}; ${description}; Node ${process.version.slice(1)}`;
}

const script = `
import subprocess, torch
driver = subprocess.run(["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"], capture_output=True, text=True).stdout.split()[0]
print(f"{torch.cuda.get_device_name(0)}, driver {driver}; PyTorch {torch.__version__}")`;

function peer(python: string): string {
  try {
    return execFileSync(python, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    const reason = String((error as { stderr?: string }).stderr || (error as Error).message)
      .trim()
      .split('\n')
      .at(-1);
    throw new CardProblem(
      `gpu: expected PyTorch with CUDA in ${python}, got "${reason}". Name another interpreter by --python, or run: ${python} -m pip install torch`,
    );
  }
}
