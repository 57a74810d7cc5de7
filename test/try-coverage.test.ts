import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBundle } from '@suite/testkit/bundle'
import { startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClone, type Fixture, git, listingOf } from './fixtures/clone.ts'
import { tryIn } from './fixtures/try.ts'

const before = 'export function price(item) {\n  return item.each\n}\n'
const after =
  'export function price(item) {\n  if (item.amount > 9) {\n    return 0\n  }\n  return item.each\n}\n'
const report = (line3: number) =>
  `SF:src/price.js\n${[1, 1, line3, 1, 1, 1].map((count, at) => `DA:${at + 1},${count}\n`).join('')}end_of_record\n`

let temporary: string
let clones = 0
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'try-coverage-'))
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

/** A clone whose branch adds a discount, with a report that is not committed. */
async function discount(line3 = 0): Promise<Fixture> {
  const files = { 'src/price.js': before, '.gitignore': 'coverage/\n' }
  const mine = await createClone(join(temporary, String(++clones)), { files })
  await mine.commit({ 'src/price.js': after })
  await mine.write({ 'coverage/lcov.info': report(line3) })
  return mine
}
const tryCoverage = (mine: Fixture, ...more: readonly string[]) =>
  tryIn(mine.folder, 'coverage-patch-gate', '--coverage', 'coverage/lcov.info', ...more)

describe.concurrent('the coverage of a branch before pushing', () => {
  test('names the line that no test runs, and passes once a test runs it', async () => {
    const missed = await tryCoverage(await discount())
    expect(missed.stdout).toContain('✗ coverage-patch-gate: fail (uncovered)')
    expect(missed.stdout).toContain('src/price.js:3')
    expect(missed.code).toBe(1)
    const run = await tryCoverage(await discount(1))
    expect(run.stdout).toContain('✓ coverage-patch-gate: pass (covered)')
    expect(run.code).toBe(0)
  })

  test('is that of the action on the pull request', async () => {
    const mine = await discount()
    const github = await startGitHub()
    try {
      const shop = await github.createRepository('acme/shop')
      await git(mine.folder, 'push', '--quiet', shop.folder, 'main', 'feature')
      const pull = await shop.openPullRequest({ head: 'feature' })
      const on = await shop.trigger.pullRequest(pull.number, { action: 'opened' })
      const token = github.token({ permissions: { contents: 'read' } })
      const checkout = join(temporary, `checkout-${clones}`)
      await git(temporary, 'clone', '--quiet', shop.folder, checkout)
      await git(checkout, 'fetch', '--quiet', 'origin', on.ref)
      await git(checkout, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
      const inputs = { coverage: `${join(mine.folder, 'coverage/lcov.info')}=.` }
      const ran = await runBundle('coverage-patch-gate', {
        ...on,
        forge: github.forge,
        token,
        workspace: checkout,
        inputs,
      })
      const { stdout } = await tryCoverage(mine, '--verbose')
      expect(ran.outputs).toMatchObject({ reason: 'uncovered', 'patch-covered': '1', 'patch-total': '2' })
      const said = ran.annotations.map(({ file, line, message }) => ({ file, line, message }))
      expect(said).not.toEqual([])
      for (const { file, line, message } of said) {
        if (file !== undefined) expect(stdout).toContain(`${file}:${line}: ${message}`)
      }
    } finally {
      await github.close()
    }
  })

  test('is not judged with edits in the files of the change, and the message says so', async () => {
    const mine = await discount()
    await mine.write({ 'src/price.js': `${after}// edited\n` })
    const { code, stderr, stdout } = await tryCoverage(mine)
    expect(stderr).toContain('No answer is possible: files of the change have edits that are not committed')
    expect(stderr).toContain('  src/price.js\n')
    expect(stdout).not.toMatch(/coverage-patch-gate: (?:pass|fail)/)
    expect(code).toBe(2)
  })

  test('is given with edits in other files, which are listed', async () => {
    const mine = await discount()
    await mine.write({ 'notes.md': 'a note\n' })
    const { code, stdout } = await tryCoverage(mine)
    expect(stdout).toContain('1 uncommitted file: notes.md')
    expect(code).toBe(1)
  })

  test('leaves the clone as it is, to the byte and the second', async () => {
    const mine = await discount()
    const listed = await listingOf(mine.folder)
    expect(await tryCoverage(mine, '--input', 'trend-path=trend.json')).toMatchObject({ code: 1 })
    expect(await listingOf(mine.folder)).toEqual(listed)
  })

  test('is compared with the given base', async () => {
    const mine = await discount()
    await git(mine.folder, 'branch', 'release/1', 'feature')
    await mine.commit({ 'readme.md': 'more\n' })
    const { stdout } = await tryCoverage(mine, '--base', 'release/1')
    expect(stdout).toMatch(/base +release\/1 at /)
    expect(stdout).toContain('skip (nothing-executable)')
  })

  test('needs a report, which may be given in one way only', async () => {
    const mine = await discount()
    const none = await tryIn(mine.folder, 'coverage-patch-gate')
    expect([none.code, none.stdout]).toEqual([1, expect.stringContaining('fail (input-invalid)')])
    const twice = await tryCoverage(mine, '--input', 'coverage=x')
    expect([twice.code, twice.stderr]).toEqual([2, 'The input coverage is given twice.\n'])
  })

  test('is an option of no other action', async () => {
    const { code, stderr } = await tryIn((await discount()).folder, 'require-proofs', '--coverage', 'x')
    expect([code, stderr]).toEqual([2, expect.stringContaining('require-proofs has no input coverage')])
  })
})
