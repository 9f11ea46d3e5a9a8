export { CsvError, parseCsv, readCsv, type CsvOptions, type CsvRow } from './read-csv.ts';
export { toCsv, type ToCsvOptions } from './to-csv.ts';
