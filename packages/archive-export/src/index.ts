export { collectAssets } from './collect-assets.ts';
export { exportArchive, exportFormat, exportFormats, type ExportedFile, type ExportFormat } from './export-archive.ts';
export { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions, type TagRecord } from './exported.ts';
export { toCsvTable } from './to-csv-table.ts';
export { toEbucore } from './to-ebucore.ts';
export { toEdl } from './to-edl.ts';
export { toOtio } from './to-otio.ts';
export { toSchemaOrg } from './to-schema-org.ts';
export { toWebVtt } from './to-web-vtt.ts';
