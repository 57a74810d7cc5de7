import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer } from '../../../test/answers.ts'
import { allHold } from '../../check.ts'
import { judgeMetrics } from './probe.ts'
import { readMetrics } from './prometheus.ts'

const judge = (text: string, has: string[] = []) => allHold(judgeMetrics(answer(200, {}, text), has).checks)

describe('metrics', () => {
  it.each([
    ['a sample', 'up 1\n'],
    ['comments and types', '# HELP up is it\n# TYPE up gauge\nup 1\n# just so\n'],
    ['labels', 'a{b="c",d="e"} 1\na{b="c",d="f"} 2\n'],
    ['a comma at the end of labels', 'a{b="c",} 1'],
    ['no labels in braces', 'a{} 1'],
    ['escapes', String.raw`a{b="c\"\\\n"} 1`],
    ['blanks', 'a { b = "c" , d="e" }  1.5e3  1395066363000'],
    ['every kind of number', 'a +Inf\nb -Inf\nc NaN\nd 1e-9\ne .5\nf -0'],
    ['a histogram', '# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 2\nh_sum 3\nh_count 2\n'],
    ['line ends of Windows', 'up 1\r\ndown 0\r\n'],
  ])('can be read with %s', (_, text) => {
    expect(readMetrics(text).faults).toEqual([])
    expect(judge(text)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['only comments', '# TYPE up gauge\n'],
    ['a page', '<html><body>hi</body></html>'],
    ['JSON', '{"up":1}'],
    ['no value', 'up'],
    ['an invalid value', 'up one'],
    ['too many values', 'up 1 2 3'],
    ['an invalid name', '1up 1'],
    ['labels without end', 'up{a="b" 1'],
    ['a label without quotes', 'up{a=b} 1'],
    ['a label twice', 'up{a="b",a="c"} 1'],
    ['an unknown escape', String.raw`up{a="\x"} 1`],
    ['the same series twice', 'up{a="b",c="d"} 1\nup{c="d",a="b"} 2\n'],
    ['a type twice', '# TYPE up gauge\n# TYPE up gauge\nup 1\n'],
    ['an invalid type', '# TYPE up thing\nup 1\n'],
    ['a type after its samples', 'up 1\n# TYPE up gauge\n'],
  ])('fail with %s', (_, text) => {
    expect(judge(text)).toBe(false)
  })

  it('must contain the required names, and have status 200', () => {
    expect([judge('up 1', ['up']), judge('up 1', ['down'])]).toEqual([true, false])
    expect(allHold(judgeMetrics(answer(500, {}, 'up 1'), []).checks)).toBe(false)
  })
})

it('written samples are read again, and the order of labels does not matter', () => {
  const name = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,8}$/)
  const label = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/)
  fc.assert(
    fc.property(
      name,
      fc.dictionary(label, fc.string(), { maxKeys: 4 }),
      fc.double(),
      (metric, labels, value) => {
        const escaped = Object.entries(labels).map(
          ([key, text]) =>
            `${key}="${text
              .replaceAll(/[\r\u2028\u2029\v\f]/g, '')
              .replaceAll('\\', '\\\\')
              .replaceAll('"', '\\"')
              .replaceAll('\n', '\\n')}"`,
        )
        const number = String(value).replace('Infinity', 'Inf')
        const write = (parts: readonly string[]) => `${metric}{${parts.join(',')}} ${number}\n`
        const [one, other] = [readMetrics(write(escaped)), readMetrics(write(escaped.toReversed()))]
        expect(one.faults).toEqual([])
        expect(one.series).toEqual(other.series)
        expect(judge(write(escaped) + write(escaped.toReversed()))).toBe(false)
      },
    ),
  )
})

it('the time to read is linear in the length, for any content', () => {
  const before = process.cpuUsage()
  for (const text of [
    `a{${'b="c",'.repeat(50_000)}`,
    'a{'.repeat(100_000),
    `a{b="${'\\\\'.repeat(200_000)}`,
    '{'.repeat(500_000),
  ])
    readMetrics(text)
  // Quadratic time would take minutes.
  expect(process.cpuUsage(before).user).toBeLessThan(20e6)
})
