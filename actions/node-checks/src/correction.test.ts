import { describe, expect, it } from 'vitest'
import { correctionFor } from './correction.ts'

const failed = (name: string, says: string, ...lastLines: string[]) =>
  correctionFor({ name, says, lastLines }, 'apps/web')

describe('the fix of a check that failed', () => {
  it.each([
    [
      'npm ci',
      'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync',
      'npm install',
    ],
    [
      'pnpm install --frozen-lockfile',
      ' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"',
      'pnpm install',
    ],
    [
      'yarn install --frozen-lockfile --non-interactive',
      'error Your lockfile needs to be updated, but yarn was run with',
      'yarn install',
    ],
    ['yarn install --immutable', '➤ YN0028: The lockfile would have been modified', 'yarn install'],
    ['bun install --frozen-lockfile', 'error: lockfile had changes, but lockfile is frozen', 'bun install'],
  ])('is to renew the lockfile if `%s` says that it is out of date', (says, line, command) => {
    expect(failed('install', says, line)).toBe(
      `Run \`${command}\` in apps/web on your machine, and commit the lockfile: it does not fit package.json.`,
    )
  })

  it('is not to repeat the install on another machine if the registry does not answer', () => {
    expect(failed('install', 'npm ci', 'npm error code EAI_AGAIN')).toMatch(/^Run again when the registry/)
  })

  it('is to run the command where it ran, for anything else', () => {
    const same = 'in apps/web on your machine, and correct what it reports.'
    expect(failed('build', 'npm run build', 'Error: x')).toBe(`Run \`npm run build\` ${same}`)
    expect(failed('test', 'npm run test', 'connect ECONNREFUSED')).toBe(`Run \`npm run test\` ${same}`)
  })
})
