export { findNearest } from './nearest.ts'
export {
  type ConfigFile,
  type ConfigSource,
  correctionOf,
  MAX_CONFIG_BYTES,
  readConfigFile,
} from './read-config-file.ts'
