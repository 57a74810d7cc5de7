// Loaded into an action by scripts/bench/upload.ts: when the process ends, it writes the most memory that it had, in MB.
import { writeFileSync } from 'node:fs'
import { peakMegabytes } from './peak.mjs'

const { PEAK_FILE } = process.env
if (PEAK_FILE) process.once('exit', () => writeFileSync(PEAK_FILE, String(peakMegabytes())))
