import type { Flavor } from './managers.ts'

/** How the output of a command shows that it did its work: an exit code alone is also that of a program that did nothing. */
export interface Evidence {
  /** Arguments without which the project could switch these lines off. */
  readonly args: readonly string[]
  /** Returns whether a line of the output shows it. */
  readonly isIn: (line: string) => boolean
}

const sequence = String.fromCharCode(27)
const style = new RegExp(`${sequence}\\[[0-9;]*m`, 'g')
const plain = (line: string) => line.replaceAll(style, '').trimStart()

/** Returns how an install shows that it ran; undefined if nothing that the manager always prints shows it. */
export function evidenceOfInstall(flavor: Flavor): Evidence | undefined {
  if (flavor !== 'npm') return undefined
  return {
    args: ['--loglevel=notice'],
    isIn: (line) => /^(?:added|removed|changed|up to date)\b/.test(plain(line)),
  }
}

/** Returns how a script shows that it was started; undefined if nothing that the manager always prints shows it. */
export function evidenceOfScript(flavor: Flavor, script: string): Evidence | undefined {
  if (flavor !== 'npm') return undefined
  // `> shop@1.0.0 build`, or `> build` for a package without a name.
  return {
    args: ['--loglevel=notice'],
    isIn: (line) => plain(line).startsWith('> ') && line.includes(` ${script}`),
  }
}

/** The statistics of the compiler count the files that it looked at. */
export const evidenceOfCompiler: Evidence = {
  args: ['--diagnostics'],
  isIn: (line) => /^Files:\s+[1-9]/.test(plain(line)),
}
