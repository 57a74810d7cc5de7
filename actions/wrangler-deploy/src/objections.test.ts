import { describe, expect, it } from 'vitest'
import { objection, refusalResult } from './objections.ts'

const typed = (args: readonly string[]) => `wrangler ${args.join(' ')}`
const secret = (name: string) => ({
  ...objection('secrets-missing', `the Worker api has no secret ${name}`, 'Set it as below.'),
  wrangler: ['secret', 'put', name],
})

describe('the report of a deploy that is forbidden', () => {
  it('gives each command, below one sentence, ready to copy', () => {
    expect(refusalResult([secret('A'), secret('B')], typed)).toMatchObject({
      reason: 'secrets-missing',
      headline: '2 things forbid it; nothing was written: the Worker api has no secret A',
      fix: 'Set it as below.\nwrangler secret put A\nwrangler secret put B',
      notes: ['the Worker api has no secret B (secrets-missing)'],
    })
  })

  it('says what corrects the other problems, each way once', () => {
    const { fix, notes } = refusalResult(
      [objection('order-violated', 'it is older', 'Rebase.'), secret('A'), secret('B')],
      typed,
    )
    expect(fix).toBe('Rebase.')
    expect(notes).toEqual([
      'the Worker api has no secret A (secrets-missing)',
      'the Worker api has no secret B (secrets-missing)',
      '  Set it as below.',
      '  wrangler secret put A',
      '  wrangler secret put B',
    ])
  })

  it('always has a fix: that of the reason if nothing more is known', () => {
    expect(refusalResult([objection('bindings-missing', 'no KV')], typed).fix).toMatch(/^Declare them/)
  })
})
