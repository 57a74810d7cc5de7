export { readDuration } from './duration.ts'
export { durationText } from './duration-text.ts'
export { readPercent } from './percent.ts'
export { findTime, readTime } from './time.ts'
