import type { Finished } from './run-check.ts'

/** What package managers print if the lockfile does not fit package.json, and the words of each. */
const outdatedLockfile = [
  '`npm ci` can only install',
  'ERR_PNPM_OUTDATED_LOCKFILE',
  'Your lockfile needs to be updated',
  'YN0028',
  'lockfile had changes, but lockfile is frozen',
]

/** What programs print if no answer came from a registry. */
const unreachableRegistry = ['EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND']

/** Returns what to do about a check that failed, by what it printed. */
export function correctionFor(
  { name, says, lastLines }: Pick<Finished, 'name' | 'says' | 'lastLines'>,
  place: string,
): string {
  const printed = (words: readonly string[]) =>
    lastLines.some((line) => words.some((word) => line.includes(word)))
  if (name === 'install' && printed(outdatedLockfile))
    return `Run \`${says.split(' ', 1)[0]} install\` in ${place} on your machine, and commit the lockfile: it does not fit package.json.`
  if (name === 'install' && printed(unreachableRegistry))
    return 'Run again when the registry of the packages answers; if it needs a proxy or a token, give them to this job.'
  return `Run \`${says}\` in ${place} on your machine, and correct what it reports.`
}
