import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { distribution } from '@suite/testkit/bundle'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { tryAction } from '../scripts/try/try-action.ts'
import { createClone, git } from './fixtures/clone.ts'
import { tryIn } from './fixtures/try.ts'

let temporary: string
/** A clone that could be tried. */
let whole: string

let folders = 0
const newFolder = () => join(temporary, String(++folders))

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'try-'))
  whole = (await createClone(newFolder())).folder
  await git(whole, 'config', 'uploadpack.allowFilter', 'true')
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

describe('a clone that cannot be tried is refused with what to do', () => {
  const refusal = async (folder: string, args: readonly string[], dist = distribution) => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const never = new Promise(() => {})
    expect(await tryAction(args, { folder, distribution: dist, stop: never })).toBe(2)
    return String(said.mock.lastCall?.[0])
  }

  test('with exit code 2 and no verdict', async () => {
    const { code, stdout, stderr } = await tryIn(whole, 'require-proof')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe('There is no action require-proof; did you mean require-proofs?\n')
  })

  test.each([
    ['no action', [], /^Name the action to try\.\n\nnpm run try -- <action>/],
    ['an action like no other', ['x'], /^There is no action x\. There are [a-z, -]+\.$/],
    ['an action that runs scripts of the project', ['node-checks'], /^node-checks installs your packages /],
    ['an unknown option', ['require-proofs', '--lable=x'], /^Unknown option '--lable'\.\n\nnpm run try/],
    ['an option without its value', ['require-proofs', '--label'], /argument missing\.\n/],
    [
      'an unknown input',
      ['require-proofs', '--input=proof=x'],
      /has no input proof; did you mean proofs\?$/m,
    ],
    ['an input without a value', ['require-proofs', '--input', 'proofs'], /write --input name=value/],
    ['an input given twice', ['require-proofs', '--input=dot=1', '--input=dot=2'], /dot is given twice/],
    ['a secret', ['require-proofs', '--input=token=x'], /keep it off the command line/],
    ['dry-run', ['require-proofs', '--input=dry-run=false'], /To leave it out, give --apply/],
    ['two actions', ['require-proofs', 'label-by-path'], /One action at a time/],
    ['an unknown base', ['require-proofs', '--base=nowhere'], /git fetch origin nowhere/],
  ])('%s', async (_, args, says) => {
    expect(await refusal(whole, args)).toMatch(says)
  })

  test('a folder that is not a clone', async () => {
    const folder = newFolder()
    await mkdir(folder)
    expect(await refusal(folder, ['require-proofs'])).toContain('is in no clone of a git repository')
  })

  test('a clone without a commit', async () => {
    const folder = newFolder()
    await git(temporary, 'init', '--quiet', folder)
    expect(await refusal(folder, ['require-proofs'])).toContain('no commit here yet')
  })

  test('a detached HEAD', async () => {
    const mine = await createClone(newFolder())
    await git(mine.folder, 'checkout', '--quiet', '--detach')
    expect(await refusal(mine.folder, ['require-proofs'])).toContain('git switch --create <name>')
  })

  test('a clone in which no branch can be the base', async () => {
    const mine = await createClone(newFolder(), { defaultBranch: 'trunk' })
    expect(await refusal(mine.folder, ['require-proofs'])).toContain('--base <branch>')
  })

  test.each([
    ['a shallow clone', '--depth=1', 'git fetch --unshallow'],
    ['a clone without all files', '--filter=blob:none', 'made with --filter'],
  ])('%s', async (_, how, says) => {
    const folder = newFolder()
    await git(temporary, 'clone', '--quiet', how, `file://${whole}`, folder)
    expect(await refusal(folder, ['require-proofs'])).toContain(says)
  })

  test('an action that is not built', async () => {
    expect(await refusal(whole, ['require-proofs'], temporary)).toContain('npm run build')
  })
})

test('a run that a user stops does not pass', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue()
  const at = { folder: whole, distribution, stop: Promise.resolve() }
  expect(await tryAction(['require-proofs'], at)).toBe(1)
  expect(String(said.mock.lastCall)).toContain('It ended before there was a verdict.')
})
