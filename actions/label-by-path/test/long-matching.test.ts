import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const listed = (globs: readonly string[]) =>
  `area:\n  - changed-files:\n      - any-glob-to-any-file:\n${globs.map((glob) => `          - '${glob}'\n`).join('')}`
const longNames = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${'a'.repeat(240)}${at}`, '']))

/** The maximum that a rule file may require: minutes of work for the names above. */
const heavy = listed(Array.from({ length: 16 }, (_, at) => `*?${at}{1..380}*?a?`))

test('a glob that would take seconds on a few names is refused when it is read, at its line', async () => {
  const letters = '{a,b,c,d,e,f,g,h,i,j}'
  const { open, label } = await openRepository(listed(['src/**', `*${letters}*${letters}*${letters}*x*y*z`]))
  const run = await label(await open(longNames(30)))
  expect([ended(run), run.writes]).toEqual([[1, 'config-invalid'], []])
  expect(run.annotations[0]).toMatchObject({ file: '.github/labeler.yml', line: 5, column: 13 })
  expect(run.annotations[0]?.message).toMatch(/takes \d+ steps for each character of a path/)
})

test('a run with minutes of matching ends at its deadline', async () => {
  const { open, label } = await openRepository(heavy, { labels: ['area'] })
  const pull = await open(longNames(1_500))
  const run = await label(pull, { inputs: { timeout: '10' } })
  expect([ended(run), run.writes]).toEqual([[1, 'deadline-passed'], []])
  expect(run.annotations[0]?.message).toContain(
    'matching the globs with the paths was not finished after 10 s',
  )
})

test('a run with minutes of matching ends when it is cancelled', async () => {
  const { open, label, repository } = await openRepository(heavy, { labels: ['area'] })
  const pull = await open(longNames(1_500))
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  github().host.inject({
    match: ({ path }) => {
      if (path === `/repos/${repository.fullName}/issues/${pull.number}/events`) arrive()
      return false
    },
    fault: { kind: 'hang' },
  })
  const run = await label(pull, { signal: { name: 'SIGTERM', when: arrived } })
  expect([ended(run), run.writes]).toEqual([[1, 'cancelled'], []])
})
