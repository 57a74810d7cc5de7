import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClone, type Fixture, fixtureIn, git, listingOf } from './fixtures/clone.ts'
import { tryIn } from './fixtures/try.ts'

let temporary: string
/** A branch that changes routes, without a proof; for tests that only read it. */
let unproven: Fixture

const routes = { 'api/wrangler.toml': 'routes = ["api.example.com/orders/*"]\n' }
const proof = { 'ops/proofs/orders.txt': 'HTTP/2 200\n' }

let folders = 0
const newFolder = () => join(temporary, String(++folders))
const clone = () => createClone(newFolder())

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'try-'))
  unproven = await clone()
  await unproven.commit(routes)
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

describe.concurrent('the verdict before pushing', () => {
  test('fails without a proof, says what to do, and passes once the proof is committed', async () => {
    const mine = await clone()
    await mine.commit(routes)
    const before = await tryIn(mine.folder, 'require-proofs')
    expect(before.stdout).toContain('✗ require-proofs: fail (proofs-missing)')
    expect(before.stdout).toContain('because of api/wrangler.toml (.github/labeler.yml:4:33)')
    expect(before.code).toBe(1)

    await mine.write(proof)
    const uncommitted = await tryIn(mine.folder, 'require-proofs')
    expect(uncommitted.code).toBe(1)
    expect(uncommitted.stdout).toContain('1 uncommitted file: ops/proofs/orders.txt')

    await mine.commit({})
    const after = await tryIn(mine.folder, 'require-proofs')
    expect(after.stdout).toContain('✓ require-proofs: pass (proofs-present)')
    expect(after.stdout).toContain('nothing: all is committed')
    expect(after.code).toBe(0)
  })

  test('takes labels from the command line: one adds a duty', async () => {
    const mine = await clone()
    await mine.commit({ 'README.md': 'more\n' })
    const plain = await tryIn(mine.folder, 'require-proofs')
    expect([plain.code, plain.stdout]).toEqual([0, expect.stringContaining('pass (no-duty)')])
    const labelled = await tryIn(mine.folder, 'require-proofs', '--label', 'kind:docs, change:cors')
    expect(labelled.stdout).toMatch(/labels +kind:docs, change:cors\n/)
    expect(labelled.stdout).toContain('#1 lacks proofs for change:cors')
    expect(labelled.code).toBe(1)
  })

  test('takes approvals from the command line, and shows a rule that only the branch has as not yet in force', async () => {
    const waivers = { '.github/proofs.yml': 'waivers:\n  - for: change:routes\n    logins: [ada]\n' }
    const mine = await createClone(newFolder(), { files: waivers })
    await mine.commit(routes)
    expect(await tryIn(mine.folder, 'require-proofs')).toMatchObject({ code: 1 })
    expect(await tryIn(mine.folder, 'require-proofs', '--approval', 'ada')).toMatchObject({ code: 0 })
    const late = await clone()
    await late.commit({ ...routes, ...waivers })
    const { code, stdout } = await tryIn(late.folder, 'require-proofs', '--approval=ada')
    expect(stdout).toContain('.github/proofs.yml differs on your branch')
    expect(code).toBe(1)
  })

  test('is not changed by 3,000 files that sort first', async () => {
    const mine = await clone()
    const icons = Array.from({ length: 3_000 }, (_, index) => [`aaa/${index}.svg`, `${index}`])
    await mine.commit({ ...Object.fromEntries(icons), ...routes })
    const { code, stdout } = await tryIn(mine.folder, 'require-proofs')
    expect(stdout).toContain('because of api/wrangler.toml')
    expect(code).toBe(1)
  })

  test('of a report-only gate is shown as failed, and ends as the step would', async () => {
    const { code, stdout } = await tryIn(unproven.folder, 'require-proofs', '--input', 'enforce=false')
    expect(stdout).toContain('✗ require-proofs: fail, report only (proofs-missing)')
    expect(code).toBe(0)
  })

  test('of wrong inputs is the action’s own', async () => {
    const { code, stdout } = await tryIn(unproven.folder, 'require-proofs', '--input', 'timeout=soon')
    expect(stdout).toContain('fail (input-invalid)')
    expect(stdout).toContain('input timeout must be')
    expect(code).toBe(1)
  })
})

describe.concurrent('the assumptions of the verdict', () => {
  test('are printed before the verdict', async () => {
    const { stdout } = await tryIn(unproven.folder, 'require-proofs')
    const [main, feature] = await Promise.all(
      ['main', 'feature'].map((name) => git(unproven.folder, 'rev-parse', '--short=9', name)),
    )
    const [assumed = '', verdict] = stdout.split('✗')
    expect(verdict).toBeDefined()
    for (const line of [
      `require-proofs, tried on ${unproven.folder}`,
      'action      1.',
      `base        main at ${main}, the local branch`,
      `head        feature at ${feature}, 1 commit ahead`,
      `rules       read from main at ${main}`,
      'labels      none (--label name)',
      'approvals   none (--approval login)',
      'writes      none: it is a dry run (--apply)',
    ])
      expect(assumed).toContain(line)
  })

  test('cannot move the cursor, whatever a file is called', async () => {
    const mine = await clone()
    await mine.write({ 'a\u001b[2Jb': '' })
    const { stdout } = await tryIn(mine.folder, 'require-proofs')
    expect(stdout).toContain('a\\u{1b}[2Jb')
    expect(stdout).not.toContain('\u001b')
  })

  test('include the whole log if requested, without the token', async () => {
    const { stdout } = await tryIn(unproven.folder, 'require-proofs', '--verbose')
    expect(stdout).toContain('::debug::GET ')
    expect(stdout).toContain('✗ require-proofs: fail (proofs-missing)')
    expect(stdout).not.toMatch(/gh[sp]_|add-mask/)
  })
})

describe.concurrent('the clone', () => {
  test.each([[['require-proofs']], [['label-by-path', '--apply']]])(
    'is left unchanged, to the byte and the second: %j',
    async (args) => {
      const mine = await clone()
      await mine.commit(routes)
      await mine.write({ 'api/wrangler.toml': 'changed = true\n', 'new file': 'x' })
      // Git would otherwise update its index for this file.
      await utimes(join(mine.folder, '.github/labeler.yml'), 1, 1)
      const before = await listingOf(mine.folder)
      expect((await tryIn(mine.folder, ...args)).stdout).toContain('2 uncommitted files: ')
      expect(await listingOf(mine.folder)).toEqual(before)
    },
  )

  test('may be used from any of its folders, and may be a linked work tree', async () => {
    const mine = await clone()
    await mine.commit({ ...routes, ...proof })
    const linked = newFolder()
    await git(mine.folder, 'worktree', 'add', '--quiet', '-b', 'other', linked, 'main')
    expect((await tryIn(join(mine.folder, 'api'), 'require-proofs')).stdout).toContain(
      'pass (proofs-present)',
    )
    const { code, stdout } = await tryIn(join(linked, 'api'), 'require-proofs')
    expect(stdout).toMatch(/head +other at \w{9}, 0 commits ahead/)
    expect([code, stdout]).toEqual([0, expect.stringContaining('skip (nothing-to-judge)')])
  })

  test('is compared with what its origin calls the default branch, not with a local branch of that name', async () => {
    const origin = await createClone(newFolder(), { defaultBranch: 'trunk' })
    await git(origin.folder, 'switch', '--quiet', 'trunk')
    const folder = newFolder()
    await git(temporary, 'clone', '--quiet', origin.folder, folder)
    await fixtureIn(folder).commit(routes)
    const { code, stdout } = await tryIn(folder, 'require-proofs')
    expect(stdout).toMatch(/base +trunk at \w{9}, as origin was last fetched/)
    expect(stdout).toMatch(/head +trunk at \w{9}, 1 commit ahead/)
    expect(code).toBe(1)
  })

  test('is compared with the given base, under the rules of the default branch', async () => {
    const mine = await clone()
    await git(mine.folder, 'switch', '--quiet', '--create', 'release/1')
    await mine.commit({ ...routes, '.github/labeler.yml': '{}\n' })
    await git(mine.folder, 'switch', '--quiet', '--create', 'release/1-fix')
    await mine.commit({ 'api/wrangler.toml': 'routes = []\n' })
    const { code, stdout } = await tryIn(mine.folder, 'require-proofs', '--base', 'release/1')
    expect(stdout).toMatch(/base +release\/1 at /)
    expect(stdout).toMatch(/rules +read from main at /)
    expect(stdout).toContain('because of api/wrangler.toml')
    expect(code).toBe(1)
  })
})

test.concurrent('labels are planned in a dry run, and written only to the stand-in', async () => {
  const plan = await tryIn(unproven.folder, 'label-by-path')
  expect(plan.stdout).toContain('would write (dry run): add change:routes to #1')
  const applied = await tryIn(unproven.folder, 'label-by-path', '--apply')
  expect(applied.stdout).toContain('written: add change:routes to #1')
  expect(applied.stdout).toContain('nothing real is written')
  expect([plan.code, applied.code]).toEqual([0, 0])
})
