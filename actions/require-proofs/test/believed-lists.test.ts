import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, red, routes, setScene } from './scene.ts'

const { shop, github } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const pullRoute = '/repos/:owner/:repo/pulls/:number'
const filesRoute = `${pullRoute}/files`

/** Sets how many files GitHub counts, and which files it lists. */
function setList(count: number, keep: (path: string) => boolean) {
  const { host } = github()
  host.inject({
    match: { route: pullRoute },
    fault: faults.alter((answer) => ({
      ...answer,
      body: { ...(answer.body as object), changed_files: count },
    })),
  })
  host.inject({
    match: { route: filesRoute },
    fault: faults.alter((answer) => ({
      ...answer,
      body: (answer.body as { filename: string }[]).filter(({ filename }) => keep(filename)),
    })),
  })
}

// In a large repository, no tree is read in advance.
describe.each([
  ['small', 64],
  ['large', 1_000_000],
])('in a %s repository, a list that matches its count', (_, kilobytes) => {
  it('hides no file if it is empty', async () => {
    const { open, judge } = await shop({}, { kilobytes })
    const pull = await open(routes)
    setList(0, () => false)
    expect(await judge(pull)).toMatchObject(missing)
  })

  it('hides no file if it is that of another base, chosen while the pull request is read', async () => {
    const { open, judge } = await shop({}, { kilobytes })
    const pull = await open({ ...routes, 'notes.txt': 'x' })
    setList(1, (path) => path === 'notes.txt')
    expect(await judge(pull)).toMatchObject(missing)
  })

  it('is not read again if nothing is wrong', async () => {
    const { open, judge } = await shop({}, { kilobytes })
    const ran = await judge(await open({ 'notes.txt': 'x' }))
    expect(ran).toMatchObject({ ...green, reason: 'no-duty' })
    expect(ran.log.filter(({ route }) => route === pullRoute)).toHaveLength(1)
  })

  it('is skipped only if the trees are equal', async () => {
    const { open, judge } = await shop({}, { kilobytes })
    const ran = await judge(await open({ 'README.md': '# Shop\n' }))
    expect(ran).toMatchObject({ exitCode: 0, outputs: { verdict: 'skip', reason: 'nothing-to-judge' } })
  })
})

it('a list of the maximum length hides no file after its end', async () => {
  const { open, judge } = await shop()
  const icons = Array.from({ length: 3_000 }, (_, at) => [`aaa/${String(at).padStart(4, '0')}.svg`, `${at}`])
  const pull = await open({ ...Object.fromEntries(icons), ...routes })
  // One file fewer than there are, which is the number that GitHub lists.
  github().host.inject({
    match: { route: pullRoute },
    fault: faults.alter((answer) => ({
      ...answer,
      body: { ...(answer.body as object), changed_files: 3_000 },
    })),
  })
  expect(await judge(pull)).toMatchObject({ ...missing, outputs: { 'scope-size': '3001' } })
})

it('a change of the base while a pull request of many files is read is detected', async () => {
  const { repository, open, judge } = await shop({}, { kilobytes: 1_000_000 })
  await repository.commit({ branch: 'staging', files: routes })
  const many = Array.from({ length: 400 }, (_, at) => [`f/${at}.txt`, 'x'])
  const pull = await open({ ...Object.fromEntries(many), ...routes })
  const happens = async () => pull.edit({ base: 'staging' })
  github().host.inject({ match: { route: filesRoute }, fault: faults.meanwhile(happens), times: 1 })
  expect(await judge(pull)).toMatchObject({ ...red, reason: 'head-moved' })
})
