import { pagesOf } from '@suite/forge'
import { describe, expect, test } from 'vitest'
import { factsOf, matchOf, off } from '../test/facts.ts'
import { decideLabels } from './decide.ts'
import type { Settings } from './facts.ts'
import { storyOf } from './report.ts'
import { sectionOf } from './summary.ts'

function labelled(facts: Parameters<typeof factsOf>[0], settings: Settings = off) {
  const given = factsOf(facts)
  return { facts: given, plan: decideLabels(given, settings), labels: given.pull.labels }
}
const repository = { owner: 'acme', name: 'shop' }
const pages = pagesOf({ forge: 'github', serverUrl: 'https://github.com', repository })
const links = { pages, rulesAt: 'abc' }

describe('the section of the summary', () => {
  test('shows each present or wanted label, why, and how many causes there are', () => {
    const paths = Array.from({ length: 40 }, (_, at) => `src/${at}.ts`)
    const section = sectionOf(
      labelled({
        labels: ['old'],
        matches: [
          matchOf('matched', 'area', {}, paths),
          matchOf('unmatched', 'old'),
          matchOf('unmatched', 'absent'),
        ],
      }),
      'done',
      links,
    )
    const rows = section.split('\n').filter((line) => line.startsWith('| <code>'))
    expect(rows).toHaveLength(2)
    const rules = 'https://github.com/acme/shop/blob/abc/.github/labeler.yml'
    expect(rows[0]).toContain(
      `<code>src/2.ts</code> by [<code>src/&#42;&#42;</code>](${rules}#L3) and 37 more`,
    )
    expect(rows[1]).toContain(
      `| no longer applies, but stays | no rule matches | [<code>labeler.yml&#58;1</code>](${rules}#L1) |`,
    )
    expect(section).toContain('### [#7](https://github.com/acme/shop/pull/7) Serve the orders')
  })

  test('says where the list of files comes from', () => {
    const { facts, ...rest } = labelled({})
    const pull = { ...facts.pull, filesFrom: 'trees' as const }
    expect(sectionOf({ ...rest, facts: { ...facts, pull } }, 'done', links)).toContain('comparing the trees')
    expect(sectionOf({ ...rest, facts }, 'done', links)).toContain('No rule matches.')
  })

  test('cannot be broken by a hostile name', () => {
    const hostile = '</code>|<script>`\n::error::x\u202e@everyone'
    const { facts, ...rest } = labelled({ matches: [matchOf('matched', hostile, {}, [hostile])] })
    const pull = { ...facts.pull, title: `[x](https://evil) ${hostile}` }
    const section = sectionOf({ ...rest, facts: { ...facts, pull } }, 'done', links)
    for (const piece of ['<script', '\u202e', '@everyone', '](https://evil)', '\n::error'])
      expect(section).not.toContain(piece)
    const [story] = storyOf({ ...rest, facts }, 'done')
    expect(story).not.toMatch(/[\n\u202e]/)
  })
})
