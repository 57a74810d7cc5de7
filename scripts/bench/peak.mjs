import { readFileSync } from 'node:fs'

/**
 * Returns the largest memory that this process had since its program began, in MB. On Linux `maxRSS` also counts what
 * the process that started it had then.
 */
export function peakMegabytes() {
  const own =
    process.platform === 'linux' && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  return (own ? Number(own[1]) : process.resourceUsage().maxRSS) / 1_024
}
