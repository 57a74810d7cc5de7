import { describe, expect, it } from 'vitest'
import { caseOf, factsOf, now, termsOf } from '../test/facts.ts'
import type { CaseVerdict } from './decide.ts'
import { ask, decide } from './decide.ts'
import { headlineOf, storyOf, waiversOf } from './report.ts'
import { recordsOf, sectionOf } from './summary.ts'

const policy = `proofs:
  - for: change:routes
    paths: 'api/{service}'
    files: ['ops/proofs/{service}/**', 'ops/{service}/a.txt']
    at-least: 2
    contains: [{text: "a | b"}, {pattern: 'HTTP/2'}, {json: /alg, equals: RS256}, {json: /iss}]
    max-age: 7d
`
const verdictOf = async (
  paths: string[],
  { labels = [], held, waivedBy }: { labels?: string[]; held?: string; waivedBy?: string } = {},
): Promise<CaseVerdict> => {
  const contents = Object.fromEntries(
    paths.map((path) => [
      path,
      path.endsWith('empty') ? { id: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391' } : 'x',
    ]),
  )
  const terms = await termsOf(held === undefined ? {} : { policy: held })
  return decide(ask(caseOf(paths, { labels }), terms), factsOf(contents), () => waivedBy, now)
}

describe('the story of a failing verdict', () => {
  it('names what caused the duty, what was found and why it does not count, and the command', async () => {
    const verdict = await verdictOf(['api/wrangler.toml', 'ops/proofs/empty'], { labels: ['change:routes'] })
    expect(headlineOf([verdict])).toBe('#1 lacks proofs for change:routes')
    expect(storyOf(verdict)).toEqual([
      'change:routes asks for a file in ops/proofs/**',
      '  because of the label change:routes and api/wrangler.toml (.github/labeler.yml:3:31)',
      '  found: ops/proofs/empty is empty',
      'To make a proof:',
      expect.stringMatching(
        /^ {2}mkdir -p -- ops\/proofs && curl .* > ops\/proofs\/change-routes\.txt && git add/,
      ),
    ])
  })

  it('lists what is missing once for all labels that require it', async () => {
    const story = storyOf(
      await verdictOf(['api/wrangler.toml', 'api/src/a.ts'], { labels: ['change:headers'] }),
    )
    expect(story.filter((line) => line.includes('ask'))).toEqual([
      'change:routes, change:cors, change:headers ask for a file in ops/proofs/**',
    ])
    expect(story.filter((line) => line.startsWith('  because of'))).toHaveLength(3)
    expect(story.filter((line) => line.includes('curl'))).toHaveLength(1)
  })

  it('lists everything that the policy requires', async () => {
    const [asked] = storyOf(await verdictOf(['api/wrangler.toml'], { held: policy }))
    expect(asked).toBe(
      'change:routes asks for 2 files in ops/proofs/wrangler.toml/** or ops/wrangler.toml/a.txt that hold "a | b" and match HTTP/2 and have "RS256" at /alg and have a value at /iss and are not older than 7 days',
    )
  })

  it('of two Workers names both, with a command for each', async () => {
    const held = `proofs: [{for: change:cors, paths: 'api/src/{service}/*', files: 'ops/proofs/{service}/**'}]`
    const story = storyOf(await verdictOf(['api/src/a/x', 'api/src/b/x', 'ops/proofs/a/y'], { held }))
    expect(story[0]).toBe('change:cors asks for a file in ops/proofs/b/**')
    expect(story.filter((line) => line.includes('curl'))).toHaveLength(1)
  })

  it('stays short with a thousand files that do not count', async () => {
    const files = Array.from({ length: 1_000 }, (_, index) => `ops/proofs/${index}.empty`)
    const story = storyOf(await verdictOf(['api/wrangler.toml', ...files]))
    expect(story.length).toBeLessThan(20)
    expect(story).toContain('  and 990 more')
  })
})

describe('a waiver', () => {
  it('is reported although the run passes', async () => {
    const verdict = await verdictOf(['api/wrangler.toml'], { waivedBy: 'bob' })
    expect(waiversOf(verdict)).toEqual(['#1: change:routes waived by the approval of bob'])
    expect(sectionOf(verdict)).toContain('waived by bob')
    expect(storyOf(verdict)).toEqual([])
    expect(recordsOf([verdict]).missing).toEqual([])
  })
})

describe('names that a user chose', () => {
  const hostile = [
    'ops/proofs/a\n::error::pwned.empty',
    'ops/proofs/\u001b[2J.empty',
    'ops/proofs/|x|<img src=x>.empty',
    'ops/proofs/`@team`#1.empty',
    `ops/proofs/${'x'.repeat(200)}.empty`,
  ]

  it('stay on their line of the story', async () => {
    const story = storyOf(await verdictOf(['api/wrangler.toml', ...hostile]))
    for (const line of story) expect(line).not.toMatch(/\p{Cc}/u)
    expect(story).toContain('  found: ops/proofs/a\\n::error::pwned.empty is empty')
  })

  it('stay in their cell of the summary', async () => {
    const markdown = sectionOf(await verdictOf(['api/wrangler.toml', ...hostile, 'api/src/|@all|\n# x']))
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
    expect(markdown).not.toMatch(/<img|@team|@all|^# x/m)
  })
})

describe('the summary', () => {
  it('of a change without duties says so', async () => {
    expect(sectionOf(await verdictOf(['README.md']))).toMatch(
      /1 changed file\n\nNo label and no changed path requires/,
    )
  })

  it('shows what exists and what is missing', async () => {
    const held = 'proofs: [{for: change:routes, files: ops/proofs/a}]'
    const markdown = sectionOf(await verdictOf(['api/wrangler.toml', 'api/src/x', 'ops/proofs/a'], { held }))
    expect(markdown).toMatch(/✅ there \| <code>change&#58;routes<\/code>.*✓ <code>ops\/proofs\/a<\/code>/)
    expect(await verdictOf(['api/wrangler.toml'], { held }).then(sectionOf)).toMatch(/❌ missing .*nothing/)
  })
})
