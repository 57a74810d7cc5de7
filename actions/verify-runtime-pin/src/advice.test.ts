import { describe, expect, it } from 'vitest'
import { fixFor } from './advice.ts'

const wanted = 'new'
const terms = { mode: 'assert', wanted, consecutive: 3, previous: undefined } as const
const lagging = { verdict: 'fail', reason: 'pin-lagging' } as const
const reads = (...seen: (string | undefined)[]) =>
  seen.map((digest, index) =>
    digest === 'no answer' ? { at: index, failed: true as const } : { at: index, digest },
  )

describe('the advice for a pin that was not confirmed in time', () => {
  it.each<[string, (string | undefined)[], RegExp]>([
    ['no read shows the digest', ['old', 'old'], /whether it stored the promotion/],
    ['reads fail', ['new', 'no answer', 'new'], /why the control plane does not answer/],
    ['there was no time for enough reads', ['new', 'new'], /^Raise `timeout`, or lower `consecutive`/],
    ['the digest came late', ['old', 'new'], /^Run again\. .* raise `timeout`/],
  ])('fits the case that %s', (_, seen, advice) => {
    expect(fixFor(lagging, reads(...seen), terms)).toMatch(advice)
  })

  it('does not begin with a longer wait if waiting would not help', () => {
    for (const seen of [
      ['old', 'old'],
      ['new', 'no answer', 'new'],
    ])
      expect(fixFor(lagging, reads(...seen), terms)).not.toMatch(/^(Raise|Run again)/)
  })
})

it('says how to find out whether a newer run moved the pin, unless that is known', () => {
  const differs = { verdict: 'fail', reason: 'pin-differs' } as const
  expect(fixFor(differs, reads('other'), terms)).toContain('`evidence-path`')
  expect(fixFor(differs, reads('other'), { ...terms, previous: { digest: 'old' } })).toBeUndefined()
})
