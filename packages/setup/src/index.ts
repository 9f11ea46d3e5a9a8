export { digestOf } from './digest.ts';
export { fetchNpmArchive, unpackNpmArchive, type NpmArchive } from './npm-archive.ts';
export { requireDiskSpace, requireMachine, requirePath, thisMachine, type Machine, type MachineNeeds } from './require-machine.ts';
export { firstError, lastLine, runCommand, type CommandResult } from './run-command.ts';
export { buildFolder, setUp, type Recipe, type SetupOptions, type SetupResult } from './set-up.ts';
export { SetupError } from './setup-error.ts';
export { downloadWheels, pinnedWheels, type Wheel } from './wheels.ts';
export { unpackZip } from './unpack-zip.ts';
