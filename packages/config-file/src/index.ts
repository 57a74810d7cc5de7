export { type ConfigFile, type ConfigSource, correctionOf } from './config-source.ts'
export { findNearest } from './nearest.ts'
export { MAX_CONFIG_BYTES, readConfigFile } from './read-config-file.ts'
