export { Argument, Command, Option } from '@commander-js/extra-typings';
export { CommandFailure, toPathError } from './exit-codes.ts';
export { assignmentsOption, choiceOption, choicesOption, numberOption, repeatableOption, type NumberRange } from './options.ts';
export { type Progress } from './progress.ts';
export { runCommandLine, type CommandContext } from './run-command-line.ts';
export { toTableRow, type OutputStream, type OutputStreams } from './streams.ts';
export { toDuration, toSize } from './units.ts';
