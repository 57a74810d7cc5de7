import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMisfit, type Pin, readCollection } from './pins.ts'

const name = fc.stringMatching(/^[a-z_]{1,8}$/)
const pin = fc.record({
  template: fc.oneof(name, fc.constantFrom('__proto__', 'constructor', 'toString')),
  region: fc.oneof(name, fc.constantFrom('__proto__', 'global')),
  digest: fc.string(),
  order: fc.option(fc.nat(), { nil: undefined }),
  revision: fc.option(fc.string(), { nil: undefined }),
})
const pins = fc.uniqueArray(pin, {
  selector: ({ template, region }) => `${template}/${region}`,
  maxLength: 6,
})

const fieldsOf = ({ digest, order, revision }: Pin) => ({
  image_digest: digest,
  order,
  source_revision: revision ?? null,
  updated_at: 7,
})

const rowsOf = (given: readonly Pin[]) =>
  given.map((each) => ({ template_name: each.template, region: each.region, ...fieldsOf(each) }))

/** As text, because only a parser creates a member with the name `__proto__`. */
function mapOf(given: readonly Pin[]): string {
  const templates = [...new Set(given.map(({ template }) => template))]
  const member = (key: string, value: string) => `${JSON.stringify(key)}: ${value}`
  const regions = (template: string) =>
    given
      .filter((each) => each.template === template)
      .map((each) => member(each.region, JSON.stringify(fieldsOf(each))))
  return `{${templates.map((template) => member(template, `{${regions(template).join()}}`)).join()}}`
}

const sorted = (read: ReturnType<typeof readCollection>) =>
  isMisfit(read) ? read : [...read].map((each) => JSON.stringify(each)).sort()

describe('a collection of pins', () => {
  it('is the same in each of its forms, with any names', () => {
    fc.assert(
      fc.property(pins, (given) => {
        const rows = JSON.parse(JSON.stringify(rowsOf(given)))
        const expected = given.map((each) => JSON.stringify(each)).sort()
        expect(sorted(readCollection(rows))).toEqual(expected)
        expect(sorted(readCollection({ runtime_image_pins: rows }))).toEqual(expected)
        expect(sorted(readCollection(JSON.parse(`{"runtime_image_pins": ${mapOf(given)}}`)))).toEqual(
          expected,
        )
      }),
    )
  })

  it('of any other form is refused in one short line, without any text of the answer', () => {
    const hostile = fc.oneof(fc.constant('canary-1\n::error::x'), fc.constant('x'.repeat(500)), fc.string())
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), hostile, (value, text) => {
        for (const each of [
          value,
          { [text]: value },
          { runtime_image_pins: { [text]: value } },
          [value, text],
        ]) {
          const read = readCollection(JSON.parse(JSON.stringify(each)))
          if (!isMisfit(read)) continue
          expect(read.problem.length).toBeLessThan(300)
          expect(read.problem).toMatch(/^[\x20-\x7e]+$/)
          expect(read.problem).not.toContain('canary')
          expect(read.problem).not.toContain('::')
        }
      }),
    )
  })

  it.each<[string, unknown]>([
    ['a negative order', { order: -1 }],
    ['half an order', { order: 1.5 }],
    ['an order as text', { order: '7' }],
    ['an order beyond what a number holds', { order: 2 ** 60 }],
    ['a revision that is a number', { source_revision: 7 }],
    ['a digest that is a number', { image_digest: 7 }],
    ['a region that is null', { region: null }],
  ])('with %s is refused, because ignoring it would mean to decide without it', (_, fields) => {
    const row = { template_name: 'a', region: 'b', image_digest: 'c', ...(fields as object) }
    expect(readCollection([row])).toMatchObject({ problem: expect.stringContaining('has a row 1 with') })
  })

  it('may be empty', () => {
    for (const empty of [[], { runtime_image_pins: [] }, { runtime_image_pins: {} }])
      expect(readCollection(empty)).toEqual([])
  })
})
